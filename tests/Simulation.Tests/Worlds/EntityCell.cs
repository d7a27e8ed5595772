using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>
/// One copy of an entity in a process, as the persistent actor holds it: it recovers, handles one message after the other, lets them
/// wait while it writes, and ends with a write that is not known to be on record.
/// </summary>
sealed class EntityCell : IEntityWorld, IAsker
{
    readonly Process process;
    readonly World world;
    readonly Queue<(IMessage Message, IAsker Asker)> waiting = new();
    IEntity entity;
    long events;
    bool recovered, writing;

    public EntityCell(Process process, EntityId id)
    {
        (this.process, world, Id) = (process, process.World, id);
        entity = world.Make(id, this);
        world.Database.Read(id, world.Chance.Toss(), (snapshot, rows) => process.Run(() => Recover(snapshot, rows)));
        process.Every(entity.Beat, () => !Ended, Tick);
    }

    public EntityId Id { get; }

    public bool Ended { get; private set; }

    public IEntity Entity => entity;

    /// <summary>Steps that this copy knows of.</summary>
    public long Step => entity.Step;

    public void Receive(IMessage message, IAsker asker)
    {
        if (Ended) return;
        waiting.Enqueue((message, asker));
        Drain();
    }

    public void End(string why)
    {
        if (Ended) return;
        Ended = true;
        process.Forget(this);
        world.Trace($"{process} {Id} ends: {why}");
    }

    void IAsker.Answer(IMessage answer)
    {
        world.Ledger.Answered(Id, answer);
        var carried = world.Wire(answer);
        world.Network.Send(() => process.Run(() =>
        {
            world.Trace($"{process} {Id} <- {Words.Of(carried)}");
            Receive(carried, Nobody.Asks);
        }));
    }

    void IEntityWorld.Ask(EntityId whom, IMessage question)
    {
        if (world.Meddling.Asks(this, whom, question) is { } asked) process.Ask(whom, asked, this);
    }

    void IEntityWorld.TellDispatcher(IMessage message)
    {
        if (world.Meddling.Tells(this, message) is { } told) process.TellDispatcher(told, this);
    }

    void IEntityWorld.Persist(WrittenStep step)
    {
        if (writing) throw new GuaranteeBrokenException($"G1: {Id} writes step {step.Number} while it writes another");
        if (step.Events.Count == 0) throw new GuaranteeBrokenException($"G3: {Id} writes step {step.Number} without an event");
        writing = true;
        world.Trace($"{process} {Id} writes step {step.Number}: {Words.Of(step.Events)}");
        world.Database.Write(Id, events, step, process.Incarnation, () => process.IsAlive, known => process.Run(() =>
        {
            if (Ended) return;
            if (!known)
            {
                End("its write is not known to be on record");
                return;
            }

            events += step.Events.Count;
            writing = false;
            entity.Persisted(process.Now);
            if (!Ended && Id is not EvaluationId && world.Chance.Toss(world.SnapshotShare)) world.Database.SaveSnapshot(Id, entity.Save());
            Drain();
        }));
    }

    void IEntityWorld.Passivate()
    {
        End("it has nothing to do");
        world.Forget(this);
    }

    void IEntityWorld.Restart() => End("it is behind");

    void IEntityWorld.StandsStill(string reason) => world.Ledger.StandsStill(Id, reason);

    bool IEntityWorld.IsGone(Incarnation other, TimeSpan since) => world.Meddling.IsGone(process.KnowsGone(other, since));

    void Recover(EntitySnapshot? snapshot, IReadOnlyList<JournalRow> rest)
    {
        if (Ended) return;
        if (snapshot is not null)
        {
            try
            {
                entity.Load(world.Chance.Strikes(Fault.SnapshotsAreDamaged, 0.2) ? Damaged(snapshot) : snapshot);
            }
            catch (SnapshotException)
            {
                entity = world.Make(Id, this);
                world.Database.Read(Id, withSnapshot: false, (_, rows) => process.Run(() => Recover(null, rows)));
                return;
            }
        }

        foreach (var row in rest) entity.Replay(row.Event, row.Step);
        events = rest is [.., var last] ? last.Sequence : world.Database.Journal(Id).Count(r => r.Step <= entity.Step);
        if (snapshot is not null) world.Ledger.Recovered(Id, entity);
        recovered = true;
        world.Trace($"{process} {Id} recovers step {entity.Step}{(snapshot is null ? "" : " by a snapshot")}");
        entity.Recovered(process.Now);
        Drain();
    }

    static EntitySnapshot Damaged(EntitySnapshot snapshot) => snapshot with { State = snapshot.State[..(snapshot.State.Length / 2)] };

    void Tick()
    {
        if (Ended || !recovered || writing) return;
        world.Meddling.Ticks(this);
        if (!Ended && !writing) entity.Tick(process.Now);
    }

    void Drain()
    {
        while (!Ended && recovered && !writing && waiting.TryDequeue(out var next))
            if (world.Meddling.Hears(this, next.Message) is { } heard) entity.Receive(heard, next.Asker, process.Now);
    }
}

/// <summary>Who told an answer expects none.</summary>
sealed class Nobody : IAsker
{
    public static readonly Nobody Asks = new();

    public void Answer(IMessage answer)
    {
    }
}
