using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace LossActors.Actors.Entities;

/// <summary>Any entity as a persistent actor: passes messages in, writes steps, sends questions out. All decisions are the entity's.</summary>
public sealed class EntityActor : ReceivePersistentActor, IWithTimers, IEntityWorld
{
    /// <summary>Events since the last snapshot that are worth one when the entity stops.</summary>
    const int WorthASnapshot = 64;

    readonly EntityShell shell;
    readonly IEntity entity;
    readonly ILoggingAdapter log = Context.GetLogger();
    readonly IActorRef parent = Context.Parent, self = Context.Self;
    readonly EventStream events = Context.System.EventStream;
    string? parkedFor;
    long lastSnapshot, loadedSnapshot;

    public EntityActor(EntityShell shell, EntityId id, Func<IEntityWorld, IEntity> create)
    {
        this.shell = shell;
        PersistenceId = id.PersistenceId;
        JournalPluginId = shell.JournalPlugin;
        entity = create(this);
        parkedFor = shell.Notes.Unreadable(PersistenceId);
        Recover<SnapshotOffer>(Load);
        Recover<Journaled>(j => Guard(() => entity.Replay(j.Event, j.Step)));
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<Addressed>(a => OnMessage(a.Message));
        Command<IMessage>(OnMessage);
        Command<Beat>(_ => Guard(() => entity.Tick(Now)));
        Command<EndLife>(_ => End());
        Command<SaveSnapshotSuccess>(OnSaved);
        Command<SaveSnapshotFailure>(f => log.Warning("A snapshot of {0} was not saved: {1}", PersistenceId, f.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { });
    }

    public static Props Props(EntityShell shell, EntityId id, Func<IEntityWorld, IEntity> create) =>
        Akka.Actor.Props.Create(() => new EntityActor(shell, id, create));

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    public override Recovery Recovery => parkedFor is not null ? Recovery.None
        : new Recovery(shell.SnapshotEvery == 0 ? SnapshotSelectionCriteria.None
            : new SnapshotSelectionCriteria(shell.Notes.TrustedSnapshot(PersistenceId)));

    TimeSpan Now => shell.Time.GetElapsedTime(0);

    void IEntityWorld.Ask(EntityId whom, IMessage question) => shell.Regions.Of(whom).Tell(new Addressed(whom, question), self);

    void IEntityWorld.TellDispatcher(IMessage message) => shell.Dispatcher.Tell(message, self);

    void IEntityWorld.Passivate() => parent.Tell(shell.Passivate, self);

    bool IEntityWorld.IsGone(Incarnation process, TimeSpan since) => shell.IsGone(process, since);

    bool IEntityWorld.IsServed(EntityId entity) => shell.IsServed(entity);

    void IEntityWorld.StandsStill(string reason) => events.Publish(new EntityStandsStill(entity.Id, reason));

    void IEntityWorld.Persist(WrittenStep step)
    {
        var left = step.Events.Count;
        PersistAll(
            step.Events.Select((e, i) => new Journaled(e, step.Number, shell.Process, shell.Node, i == 0 ? step.Cost : null)),
            _ =>
            {
                if (--left == 0) Guard(OnWritten);
            });
    }

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        log.Warning("{0} stops: it is not known whether its event {1} is on record: {2}", PersistenceId, sequenceNr, cause.Message);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        log.Error(cause, "{0} stops: the journal refuses its event {1}", PersistenceId, sequenceNr);
        Context.Stop(self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        log.Warning("{0} was not recovered: {1}", PersistenceId, reason.Message);
        if (!JournalNotes.IsOfTheBytes(reason)) return;
        if (message is SnapshotOffer offer) shell.Notes.DistrustSnapshot(PersistenceId, offer.Metadata.SequenceNr);
        else if (message is null && LastSequenceNr == 0 && shell.Notes.TrustedSnapshot(PersistenceId) > 0 && shell.SnapshotEvery > 0)
            shell.Notes.DistrustSnapshot(PersistenceId, 1);
        else shell.Notes.SetUnreadable(PersistenceId, reason.Message);
    }

    void Load(SnapshotOffer offer)
    {
        entity.Load((EntitySnapshot)offer.Snapshot);
        lastSnapshot = loadedSnapshot = offer.Metadata.SequenceNr;
    }

    void OnRecovered()
    {
        if (parkedFor is not null) Park(parkedFor);
        Guard(() => entity.Recovered(Now));
        // Not all of a machine's entities at the same moment.
        var phase = Patience.Tick * ((uint)PersistenceId.GetHashCode(StringComparison.Ordinal) / (double)uint.MaxValue);
        Timers.StartPeriodicTimer(nameof(Beat), new Beat(), phase, Patience.Tick);
    }

    void OnMessage(IMessage message)
    {
        var asker = new ActorAsker(Sender, self);
        Guard(() => entity.Receive(message, asker, Now));
    }

    void OnWritten()
    {
        entity.Persisted(Now);
        if (shell.SnapshotEvery > 0 && LastSequenceNr - lastSnapshot >= shell.SnapshotEvery) SaveSnapshot();
    }

    void End()
    {
        if (parkedFor is null && shell.SnapshotEvery > 0 && LastSequenceNr - lastSnapshot >= WorthASnapshot) Guard(SaveSnapshot);
        Context.Stop(self);
    }

    void SaveSnapshot()
    {
        lastSnapshot = LastSequenceNr;
        SaveSnapshot(entity.Save());
    }

    /// <summary>Snapshots older than one that was read back are not needed any more.</summary>
    void OnSaved(SaveSnapshotSuccess saved)
    {
        if (loadedSnapshot > 1) DeleteSnapshots(new SnapshotSelectionCriteria(loadedSnapshot - 1));
        loadedSnapshot = 0;
    }

    /// <summary>An entity that throws is parked: it neither advances nor restarts for ever. Its journal is as it was.</summary>
    void Guard(Action act)
    {
        if (parkedFor is not null) return;
        try
        {
            act();
        }
        catch (Exception e)
        {
            log.Error(e, "{0} is parked: {1}", PersistenceId, e.Message);
            Park(e.Message);
        }
    }

    void Park(string reason)
    {
        parkedFor = reason;
        events.Publish(new EntityStandsStill(entity.Id, reason));
    }

    sealed record Beat;
}
