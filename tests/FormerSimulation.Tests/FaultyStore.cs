using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerSimulation.Tests;

/// <summary>
/// The store as one process sees it: calls take time, fail before they reach the store or after, and the process may crash or stand
/// still within any of them.
/// </summary>
sealed class FaultyStore(InMemoryStore store, Cluster cluster, Machine machine) : IStore
{
    int calls;

    public long Hint => store.Hint;

    /// <summary>What happens to the process within its next call.</summary>
    public Action? WithinNextCall { get; set; }

    public async Task WaitForHint(long seen, TimeSpan atMost, CancellationToken stop) => await cluster.WaitForHint(seen, atMost, machine);

    public ValueTask Join(NodeInfo node, TimeSpan lease) => Call("join", () => store.Join(node, lease));

    public ValueTask<bool> Renew(NodeId node, TimeSpan lease) => Call("renew", () => store.Renew(node, lease));

    public ValueTask<bool> Drain(NodeId node) => Call("drain", () => store.Drain(node));

    public ValueTask Leave(NodeId node) => Call("leave", () => store.Leave(node));

    public ValueTask DeclareDead(NodeId node, bool lostWorkIsSuspect) =>
        Call("declare dead", () => store.DeclareDead(node, lostWorkIsSuspect));

    public ValueTask<int> BuryExpired(NodeId me, TimeSpan grace) => Call("bury", () => store.BuryExpired(me, grace));

    public ValueTask<IReadOnlyList<NodeRecord>> Nodes() => Call("nodes", store.Nodes);

    public ValueTask<bool> Found(NewRun run) => Call("found", () => store.Found(run));

    public ValueTask<RunRecord?> FindRun(string name) => Call("find run", () => store.FindRun(name));

    public ValueTask<RunRecord?> GetRun(RunId run) => Call("get run", () => store.GetRun(run));

    public ValueTask<IReadOnlyList<RunRecord>> Runs() => Call("runs", store.Runs);

    public ValueTask SetRunState(RunId run, RunState state) => Call("set run state", () => store.SetRunState(run, state));

    public ValueTask<string> OfferClass(RunId run, string arithmeticClass) =>
        Call("offer class", () => store.OfferClass(run, arithmeticClass));

    public ValueTask<IReadOnlyList<ActorRecord>> Ownerless() => Call("ownerless", store.Ownerless);

    public ValueTask<bool> Calls(NodeId node) => Call("calls", () => store.Calls(node));

    public ValueTask<IReadOnlyList<ActorLease>> TakeOver(NodeId me, IReadOnlyList<ActorId> wanted) =>
        Call("take over", () => store.TakeOver(me, wanted), leases => cluster.Ledger.TookOver(machine, leases));

    public ValueTask<bool> Release(ActorId actor, Term term) => Call("release", () => store.Release(actor, term));

    public ValueTask<bool> Park(ActorId actor, Term term, string reason) => Call("park", () => store.Park(actor, term, reason));

    public ValueTask<int> Unpark(RunId run) => Call("unpark", () => store.Unpark(run));

    public ValueTask<IReadOnlyList<ActorRecord>> Actors(RunId run) => Call("actors", () => store.Actors(run));

    public async IAsyncEnumerable<Snapshot> Snapshots(ActorId actor)
    {
        await Before("snapshots");
        await foreach (var snapshot in store.Snapshots(actor)) yield return snapshot;
    }

    public ValueTask SaveSnapshot(Snapshot snapshot) => Call("save snapshot", () => store.SaveSnapshot(snapshot));

    public async IAsyncEnumerable<JournalRecord> Journal(ActorId actor, long afterSeq = 0)
    {
        await Before("journal");
        await foreach (var record in store.Journal(actor, afterSeq)) yield return record;
    }

    public ValueTask<TurnOutcome> Commit(Turn turn) => Call("commit", () => store.Commit(turn), outcome =>
    {
        if (outcome == TurnOutcome.Committed) cluster.Ledger.Committed(machine, turn);
    });

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, IReadOnlyList<string> keys) =>
        Call("mailbox", () => store.Mailbox(recipient, keys));

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, int limit) =>
        Call("mailbox", () => store.Mailbox(recipient, limit));

    public ValueTask<bool> Post(ActorId recipient, string key, string type, ReadOnlyMemory<byte> data) =>
        Call("post", async () =>
        {
            var posted = await store.Post(recipient, key, type, data);
            cluster.Ledger.Posted(recipient, key);
            return posted;
        });

    public ValueTask<WaveRecord?> Wave(ActorId island, int w) => Call("wave", () => store.Wave(island, w));

    public ValueTask<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit) =>
        Call("claim", () => store.Claim(me, classes, limit));

    public ValueTask<RecordOutcome> Record(WorkId work, ReadOnlyMemory<byte> result, WorkMeta meta) =>
        Call("record", () => store.Record(work, result, meta), outcome => cluster.Ledger.Recorded(work, outcome));

    public ValueTask Return(WorkId work, NodeId me) => Call("return", () => store.Return(work, me));

    public ValueTask<int> Died(WorkId work, NodeId me, int before, ReadOnlyMemory<byte> verdict) => Call("died", () => store.Died(work, me, before, verdict), deaths => cluster.Ledger.Died(work, deaths));

    public ValueTask<int> TellForgotten() => Call("tell forgotten", store.TellForgotten);

    public ValueTask<WorkTotals> Totals(RunId run) => Call("totals", () => store.Totals(run));

    public ValueTask<ReadOnlyMemory<byte>?> Result(WorkId work) => Call("result", () => store.Result(work));

    public ValueTask<double?> Seconds(WorkId work) => Call("seconds", () => store.Seconds(work));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async ValueTask Call(string name, Func<ValueTask> call) => await Call(name, async () =>
    {
        await call();
        return true;
    });

    async ValueTask<T> Call<T>(string name, Func<ValueTask<T>> call, Action<T>? seen = null)
    {
        await Before(name);
        var result = await call();
        seen?.Invoke(result);
        cluster.RaiseHints();
        await After(name);
        return result;
    }

    async ValueTask Before(string name)
    {
        var faults = cluster.Faults;
        // Calls cost time, or a process that does the same for ever would stop the clock.
        if (++calls % 20 == 0) await cluster.Wait(TimeSpan.FromMilliseconds(5), machine);
        if (faults.On && WithinNextCall is { } happens && cluster.Toss())
        {
            WithinNextCall = null;
            happens();
            await cluster.Wait(TimeSpan.Zero, machine);
        }

        if (faults.IsOn("calls interleave")) await cluster.Wait(cluster.Some(TimeSpan.FromMilliseconds(40)), machine);
        if (faults.Fires($"{name} is slow")) await cluster.Wait(cluster.Some(TimeSpan.FromSeconds(8)), machine);
        if (cluster.StoreIsOut || faults.Fires($"{name} fails")) throw OutOfReach();
    }

    async ValueTask After(string name)
    {
        var faults = cluster.Faults;
        if (faults.On && WithinNextCall is { } happens)
        {
            WithinNextCall = null;
            happens();
            await cluster.Wait(TimeSpan.Zero, machine);
        }

        if (faults.IsOn("replies interleave")) await cluster.Wait(cluster.Some(TimeSpan.FromMilliseconds(40)), machine);
        if (faults.Fires($"the reply of {name} is slow")) await cluster.Wait(cluster.Some(TimeSpan.FromSeconds(8)), machine);
        if (faults.Fires($"the reply of {name} is lost")) throw OutOfReach();
    }

    static JournalException OutOfReach() => new(JournalFault.Unreachable, "The store is out of reach.");
}
