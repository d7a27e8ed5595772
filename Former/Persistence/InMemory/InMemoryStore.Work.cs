namespace LossActors.FormerPersistence.InMemory;

public sealed partial class InMemoryStore
{
    readonly Dictionary<WorkId, WorkRow> work = [];

    /// <summary>Those of <see cref="work"/> that are not final: a claim need not look at years of results.</summary>
    readonly Dictionary<WorkId, WorkRow> open = [];

    long lastAsked;

    public ValueTask<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit)
    {
        List<(RunRow Run, WorkRow Work)> Pick() => 
            limit > 0 && IsActive(me) ? FairDeal.InTurn(Claimable(classes), nodes[me].LastServed, limit) : [];

        return Write<IReadOnlyList<WorkLease>>(
            () =>
            {
                var picked = Pick();
                foreach (var (run, row) in picked)
                {
                    row.State = WorkState.Leased;
                    row.LeasedBy = me;
                    nodes[me].LastServed = run.Number;
                }

                return [.. picked.Select(p => new WorkLease(
                    p.Work.Id, p.Run.Record.Id, p.Work.Class, p.Work.Request, p.Work.Unwitnessed, p.Work.Deaths))];
            },
            needed: () => Pick().Count > 0,
            nothing: []);
    }

    public ValueTask<RecordOutcome> Record(WorkId id, ReadOnlyMemory<byte> result, WorkMeta meta) => Write(() =>
    {
        if (!work.TryGetValue(id, out var row))
            return RecordOutcome.Unasked;
        if (row.Final)
            return row.Result.AsSpan().SequenceEqual(result.Span) ? RecordOutcome.Same : RecordOutcome.Different;
        row.Meta = meta;
        Finish(row, WorkState.Done, result.ToArray());
        return RecordOutcome.Recorded;
    });

    public ValueTask Return(WorkId id, NodeId me) => Write(() =>
    {
        if (open.TryGetValue(id, out var row) && row.LeasedBy == me)
            MakeReady(row);
    });

    public ValueTask<int> Died(WorkId id, NodeId me, int before, ReadOnlyMemory<byte> verdict) => Write(() =>
    {
        if (!work.TryGetValue(id, out var row))
            return 0;
        if (row.LeasedBy == me && row.Deaths == before)
        {
            row.Deaths++;
            if (row.Deaths >= TurnRules.DeathsToPoison)
                Finish(row, WorkState.Poison, verdict.ToArray());
            else
                MakeReady(row);
        }

        return row.Deaths;
    });

    /// <summary>Nobody: one lock guards a piece of work and its askers, and no one changes them by hand.</summary>
    public ValueTask<int> TellForgotten() => new(0);

    public ValueTask<WorkTotals> Totals(RunId run) => Read(() =>
    {
        var rows = work.Values.Where(w => w.FirstRun == run).ToArray();
        long Count(WorkState state) => rows.LongCount(w => w.State == state);
        return new WorkTotals(
            Count(WorkState.Ready), Count(WorkState.Leased), Count(WorkState.Done), Count(WorkState.Poison),
            rows.Sum(w => w.Meta?.Seconds ?? 0));
    });

    public ValueTask<ReadOnlyMemory<byte>?> Result(WorkId id) =>
        Read(() => work.TryGetValue(id, out var row) && row.Final ? row.Result.AsMemory() : (ReadOnlyMemory<byte>?)null);

    public ValueTask<double?> Seconds(WorkId id) => Read(() => work.GetValueOrDefault(id)?.Meta?.Seconds);

    void Ask(ActorId asker, WorkAsk ask)
    {
        if (!work.TryGetValue(ask.Work, out var row))
        {
            row = new(ask.Work, asker.Run, ask.Class, ask.Request.ToArray(), ++lastAsked);
            work.Add(row.Id, row);
            open.Add(row.Id, row);
        }

        if (row.Final)
        {
            Deliver(asker, ask.Key, MailboxRow.Result, row.Result!);
            return;
        }

        row.Priority = Math.Min(row.Priority, ask.Priority);
        row.Requesters.Add((asker, ask.Key));
    }

    void Finish(WorkRow row, WorkState state, byte[] result)
    {
        row.State = state;
        row.LeasedBy = null;
        row.Result = result;
        open.Remove(row.Id);
        var told = row.Requesters.OrderBy(q => runs[q.Asker.Run].Number)
            .ThenBy(q => q.Asker.Name, StringComparer.Ordinal).ThenBy(q => q.Key, StringComparer.Ordinal);
        foreach (var (asker, key) in told)
            Deliver(asker, key, MailboxRow.Result, result);
        row.Requesters.Clear();
    }

    void MakeReady(WorkRow row)
    {
        row.State = WorkState.Ready;
        row.LeasedBy = null;
        ForgetIfUnasked(row);
    }

    void ForgetIfUnasked(WorkRow row)
    {
        if (row.State != WorkState.Ready || row.Requesters.Count > 0)
            return;
        work.Remove(row.Id);
        open.Remove(row.Id);
    }

    /// <summary>For each running run that asks for something: its ready work, the most urgent first.</summary>
    IEnumerable<(RunRow Run, long Number, Queue<WorkRow> Ready)> Claimable(IReadOnlyList<string> classes)
    {
        var ready = open.Values.Where(w => w.State == WorkState.Ready && classes.Contains(w.Class))
            .OrderBy(w => w.Priority).ThenBy(w => w.Asked).ToArray();
        return runs.Values.Where(r => r.Record.State == RunState.Running).Select(
            r => (r, (long)r.Number, new Queue<WorkRow>(ready.Where(w => w.Requesters.Any(q => q.Asker.Run == r.Record.Id)))));
    }
}
