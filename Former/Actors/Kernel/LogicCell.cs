using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>Runs one actor's logic over the store: find the input, decide, commit, apply.</summary>
public sealed class LogicCell<TState, TEvent>(IActorLogic<TState, TEvent> logic, IStore store, ActorLease lease, ITurnIds turnIds)
    : Cell(lease)
{
    /// <summary>Events between two snapshots: recovery reads at most this many, and a snapshot's cost is spread over them.</summary>
    const int SnapshotEvery = 512;

    /// <summary>Messages looked through for the oldest of a type. One is taken a turn.</summary>
    const int Peeked = 1000;

    TState state = logic.Initial;
    long snapshotSeq;

    /// <summary>What the last look at the mailbox found under the keys that it asked for. Rows never change, and only this actor takes them.</summary>
    Dictionary<string, MailboxRow?> looked = [];

    /// <summary>A commit threw: it may have happened, and then this copy waits for messages that are consumed already.</summary>
    bool doubtful;

    public TState State => state;

    /// <summary>Loads the newest readable snapshot and the journal after it.</summary>
    public async ValueTask Recover()
    {
        await foreach (var snapshot in store.Snapshots(Id))
        {
            if (snapshot.Format != logic.SnapshotFormat) continue;
            state = logic.Load(snapshot.Data);
            Seq = snapshotSeq = snapshot.Seq;
            break;
        }

        await foreach (var record in store.Journal(Id, Seq))
        {
            if (record.Seq != Seq + 1)
                throw new JournalException(
                    JournalFault.Damaged, $"The journal of {Id} goes from event {Seq} to {record.Seq}: events are missing. Restore a backup.");
            state = logic.Apply(state, logic.Read(record));
            Seq = record.Seq;
        }

        if (Seq < Head)
            throw new JournalException(
                JournalFault.Damaged, $"The journal of {Id} ends at event {Seq} but its head is {Head}: events are missing. Restore a backup.");
    }

    public override async ValueTask<CellStep> Step(RunRecord run)
    {
        if (run.State == RunState.Ended) return CellStep.Ended;
        if (doubtful) return CellStep.Lost;
        if (run.State != RunState.Running) return CellStep.Idle;
        var awaiting = logic.Next(state, run);
        if (await Find(awaiting) is not var (input, consumed)) return CellStep.Idle;

        var decision = logic.Decide(state, input);
        if (decision.Events.Count == 0)
            throw new InvalidOperationException($"{Id} took '{input.GetType().Name}' without an event on record.");
        var turn = new Turn(Id, Seq, Term, turnIds.Next(), [.. decision.Events.Select(logic.Write)])
        {
            Consumed = consumed,
            Messages = decision.Messages,
            Asks = decision.Asks,
            Waves = decision.Waves,
            Spawned = decision.Spawned,
            Status = decision.Ended ? ActorStatus.Ended : null,
            Run = decision.Run,
        };

        doubtful = true;
        var outcome = await store.Commit(turn);
        doubtful = false;
        switch (outcome)
        {
            case TurnOutcome.Committed:
                break;
            case TurnOutcome.WrongConsumed:
                throw new InvalidOperationException($"{Id} took a message twice, at event {Seq + 1}.");
            default:
                return CellStep.Lost;
        }

        foreach (var happened in decision.Events) state = logic.Apply(state, happened);
        Seq += decision.Events.Count;
        if (decision.Ended || Seq - snapshotSeq >= SnapshotEvery) await SaveSnapshot();
        return decision.Ended ? CellStep.Ended : decision.Spawned.Count > 0 ? CellStep.Spawned : CellStep.Moved;
    }

    public override async ValueTask SaveSnapshot()
    {
        if (Seq == snapshotSeq) return;
        await store.SaveSnapshot(new Snapshot(Id, Seq, Term, logic.SnapshotFormat, logic.Save(state)));
        snapshotSeq = Seq;
    }

    async ValueTask<(Input Input, IReadOnlyList<long> Consumed)?> Find(Awaiting awaiting)
    {
        if (awaiting.Waves is { } awaited && await FindWaves(awaited) is { } waves) return (waves, []);

        if (awaiting.Any)
        {
            var oldest = (await store.Mailbox(Id, awaiting.Type is null ? 1 : Peeked)).FirstOrDefault(row => awaiting.Type is null || row.Type == awaiting.Type);
            return oldest is null ? null : (ToInput(oldest), [oldest.Id]);
        }

        if (awaiting.Urgent.Count + awaiting.Keys.Count == 0) return null;
        if (FirstOf(awaiting) is { } known) return known;
        string[] keys = [.. awaiting.Urgent, .. awaiting.Keys, .. awaiting.Soon];
        looked = keys.Distinct().ToDictionary(key => key, MailboxRow? (_) => null);
        foreach (var row in await store.Mailbox(Id, keys)) looked[row.Key] = row;
        return FirstOf(awaiting);
    }

    /// <summary>The oldest of the urgent keys' rows, or that of the first key that has come, if all before it were looked for too.</summary>
    (Input, IReadOnlyList<long>)? FirstOf(Awaiting awaiting)
    {
        if (!awaiting.Urgent.All(looked.ContainsKey)) return null;
        var next = awaiting.Urgent.Select(key => looked[key]).Where(row => row is not null).MinBy(row => row!.Id);
        foreach (var key in next is null ? awaiting.Keys : [])
        {
            if (!looked.TryGetValue(key, out next)) return null;
            if (next is not null) break;
        }

        if (next is null) return null;
        // Taken once; what comes under the same key later is another row.
        looked[next.Key] = null;
        return (ToInput(next), [next.Id]);
    }

    async ValueTask<WavesInput?> FindWaves(WavesAwaited awaited)
    {
        var waves = new List<WaveOf>(awaited.Islands.Count);
        foreach (var island in awaited.Islands)
        {
            if (await store.Wave(new ActorId(Id.Run, island), awaited.W) is not { } wave) return null;
            waves.Add(new WaveOf(island, wave));
        }

        return new WavesInput(awaited.W, waves);
    }

    static MessageInput ToInput(MailboxRow row) => new(row.Key, row.Type, row.Data);
}
