using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace LossActors.Actors.Entities;

/// <summary>Any entity as a persistent actor: passes messages in, writes steps, keeps snapshots. All decisions are the entity's.</summary>
public sealed class EntityActor : ReceivePersistentActor, IWithTimers
{
    readonly EntityShell shell;
    readonly ActorWorld world;
    readonly IEntity entity;
    readonly SnapshotSchedule snapshots;
    readonly ILoggingAdapter log = Context.GetLogger();
    bool isParked;

    public EntityActor(EntityShell shell, EntityId id, Func<IEntityWorld, IEntity> create)
    {
        this.shell = shell;
        (PersistenceId, JournalPluginId) = (id.PersistenceId, shell.JournalPlugin);
        snapshots = new SnapshotSchedule(shell.SnapshotEvery);
        entity = create(world = new ActorWorld(shell, id, Context, Persist));
        Recover<SnapshotOffer>(Load);
        Recover<Journaled>(j => Guard(() => entity.Replay(j.Event, j.Step)));
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Command<Addressed>(a => OnMessage(a.Message));
        Command<IMessage>(OnMessage);
        Command<Beat>(_ => Guard(() => entity.Tick(Now)));
        Command<EndLife>(_ => End());
        Command<SaveSnapshotSuccess>(_ => DeleteOlderSnapshots());
        Command<SaveSnapshotFailure>(f => log.Warning("A snapshot of {0} was not saved: {1}", PersistenceId, f.Cause.Message));
        Command<DeleteSnapshotsSuccess>(_ => { });
        Command<DeleteSnapshotsFailure>(_ => { });
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    public override Recovery Recovery => shell.Notes.Recovery(PersistenceId, shell.SnapshotEvery > 0);

    TimeSpan Now => shell.Time.GetElapsedTime(0);

    public static Props Props(EntityShell shell, EntityId id, Func<IEntityWorld, IEntity> create) =>
        Akka.Actor.Props.Create(() => new EntityActor(shell, id, create));

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        log.Warning("{0} stops: it is not known whether its event {1} is on record: {2}", PersistenceId, sequenceNr, cause.Message);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        log.Error(cause, "{0} stops: the journal refuses its event {1}", PersistenceId, sequenceNr);
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        log.Warning("{0} was not recovered: {1}", PersistenceId, reason.Message);
        shell.Notes.Failed(PersistenceId, reason);
    }

    void Load(SnapshotOffer offer)
    {
        try
        {
            if (offer.Snapshot is DamagedSnapshot damaged) throw new SnapshotException(damaged.Reason);
            entity.Load((EntitySnapshot)offer.Snapshot);
            snapshots.Loaded(offer.Metadata.SequenceNr);
        }
        catch (Exception e)
        {
            // Ends this copy; the next one starts without it.
            shell.Notes.PassOver(PersistenceId, offer.Metadata);
            throw new SnapshotException(e.Message);
        }
    }

    void OnRecovered()
    {
        if (shell.Notes.Unreadable(PersistenceId) is { } reason) Park(reason);
        Guard(() => entity.Recovered(Now));
        // Not all of a machine's entities at the same moment.
        var phase = entity.Beat * ((uint)PersistenceId.GetHashCode(StringComparison.Ordinal) / (double)uint.MaxValue);
        Timers.StartPeriodicTimer(nameof(Beat), new Beat(), phase, entity.Beat);
    }

    void OnMessage(IMessage message)
    {
        var asker = new ActorAsker(Sender, Self);
        Guard(() => entity.Receive(message, asker, Now));
    }

    void Persist(WrittenStep step)
    {
        var left = step.Events.Count;
        PersistAll(
            step.Events.Select((e, i) => new Journaled(e, step.Number, shell.Process, shell.Node, i == 0 ? step.Cost : null)),
            _ => Guard(() => OnWritten(--left)));
    }

    void OnWritten(int left)
    {
        if (left > 0) return;
        entity.Persisted(Now);
        SaveSnapshotIfDue(atTheEnd: false);
    }

    void End()
    {
        Guard(() => SaveSnapshotIfDue(atTheEnd: true));
        Context.Stop(Self);
    }

    void SaveSnapshotIfDue(bool atTheEnd)
    {
        if (!snapshots.IsDue(LastSequenceNr, atTheEnd)) return;
        snapshots.Taken(LastSequenceNr);
        SaveSnapshot(entity.Save());
    }

    void DeleteOlderSnapshots()
    {
        if (snapshots.Superfluous() is { } older) DeleteSnapshots(older);
    }

    /// <summary>An entity that throws is parked: it neither advances nor restarts for ever. Its journal is as it was.</summary>
    void Guard(Action act)
    {
        if (isParked) return;
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
        isParked = true;
        world.StandsStill(reason);
    }

    sealed record Beat;
}
