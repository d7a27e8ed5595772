using Akka.Actor;
using Akka.Persistence;
using LossActors.Actors.Entities;
using LossActors.Persistence.Tests.Bytes;

namespace LossActors.Persistence.Tests.Settings;

/// <summary>A persistent actor that keeps all that it is told, and tells what it keeps.</summary>
sealed class Keeper : ReceivePersistentActor
{
    readonly List<string> kept = [];
    IActorRef asker = ActorRefs.Nobody;

    public Keeper(string id, IActorRef observer)
    {
        PersistenceId = id;
        Recover<Journaled>(j => kept.Add(((Shrunk)j.Event).Why));
        Recover<SnapshotOffer>(o =>
        {
            if (o.Snapshot is EntitySnapshot s) kept.AddRange(System.Text.Encoding.UTF8.GetString(s.State.Span).Split(','));
            else kept.Add(((DamagedSnapshot)o.Snapshot).Reason);
        });
        Recover<RecoveryCompleted>(_ => observer.Tell(new Recovered([.. kept])));
        Command<string>(what => what == "snapshot", _ => SaveSnapshot(
            new EntitySnapshot("test", 1, kept.Count, System.Text.Encoding.UTF8.GetBytes(string.Join(',', kept)))));
        Command<SaveSnapshotSuccess>(_ => observer.Tell("saved"));
        Command<string[]>(all =>
        {
            asker = Sender;
            var left = all.Length;
            PersistAll(all.Select(s => TestEvents.Journaled(new Shrunk(s))), j =>
            {
                kept.Add(((Shrunk)j.Event).Why);
                if (--left == 0) asker.Tell(kept.ToArray());
            });
        });
    }

    public override string PersistenceId { get; }

    public static Props Props(string id, IActorRef observer) => Akka.Actor.Props.Create(() => new Keeper(id, observer));

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) => asker.Tell(new Refused(cause, sequenceNr));

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        throw new InvalidOperationException("not recovered", reason);
}

sealed record Recovered(string[] Kept);

sealed record Refused(Exception Why, long SequenceNr);
