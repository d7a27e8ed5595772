using LossActors.FormerPersistence;

namespace LossActors.Cluster.Bench;

/// <summary>A node's store, each call counted and timed.</summary>
sealed class MeteredStore(IStore store, CallMeter meter) : IStore
{
    public long Hint => store.Hint;

    public Task WaitForHint(long seen, TimeSpan atMost, CancellationToken stop) => store.WaitForHint(seen, atMost, stop);

    public ValueTask Join(NodeInfo node, TimeSpan lease) => meter.Time("join", store.Join(node, lease));

    public ValueTask<bool> Renew(NodeId node, TimeSpan lease) => meter.Time("renew", store.Renew(node, lease));

    public ValueTask<bool> Drain(NodeId node) => meter.Time("drain", store.Drain(node));

    public ValueTask Leave(NodeId node) => meter.Time("leave", store.Leave(node));

    public ValueTask DeclareDead(NodeId node, bool lostWorkIsSuspect) => meter.Time("declare dead", store.DeclareDead(node, lostWorkIsSuspect));

    public ValueTask<int> BuryExpired(NodeId me, TimeSpan grace) => meter.Time("bury expired", store.BuryExpired(me, grace));

    public ValueTask<IReadOnlyList<NodeRecord>> Nodes() => meter.Time("nodes", store.Nodes());

    public ValueTask<bool> Found(NewRun run) => meter.Time("found", store.Found(run));

    public ValueTask<RunRecord?> FindRun(string name) => meter.Time("find run", store.FindRun(name));

    public ValueTask<RunRecord?> GetRun(RunId run) => meter.Time("get run", store.GetRun(run));

    public ValueTask<IReadOnlyList<RunRecord>> Runs() => meter.Time("runs", store.Runs());

    public ValueTask SetRunState(RunId run, RunState state) => meter.Time("set run state", store.SetRunState(run, state));

    public ValueTask<string> OfferClass(RunId run, string arithmeticClass) => meter.Time("offer class", store.OfferClass(run, arithmeticClass));

    public ValueTask<IReadOnlyList<ActorRecord>> Ownerless() => meter.Time("ownerless", store.Ownerless());

    public ValueTask<bool> Calls(NodeId node) => meter.Time("calls", store.Calls(node));

    public ValueTask<IReadOnlyList<ActorLease>> TakeOver(NodeId me, IReadOnlyList<ActorId> wanted) => meter.Time("take over", store.TakeOver(me, wanted));

    public ValueTask<bool> Release(ActorId actor, Term term) => meter.Time("release", store.Release(actor, term));

    public ValueTask<bool> Park(ActorId actor, Term term, string reason) => meter.Time("park", store.Park(actor, term, reason));

    public ValueTask<int> Unpark(RunId run) => meter.Time("unpark", store.Unpark(run));

    public ValueTask<IReadOnlyList<ActorRecord>> Actors(RunId run) => meter.Time("actors", store.Actors(run));

    public IAsyncEnumerable<Snapshot> Snapshots(ActorId actor) => store.Snapshots(actor);

    public ValueTask SaveSnapshot(Snapshot snapshot) => meter.Time("save snapshot", store.SaveSnapshot(snapshot));

    public IAsyncEnumerable<JournalRecord> Journal(ActorId actor, long afterSeq = 0) => store.Journal(actor, afterSeq);

    public ValueTask<TurnOutcome> Commit(Turn turn) => meter.Time("commit", store.Commit(turn), outcome => outcome == TurnOutcome.Committed);

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, IReadOnlyList<string> keys) =>
        meter.Time("mailbox", store.Mailbox(recipient, keys), rows => rows.Count > 0);

    public ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, int limit) =>
        meter.Time("mailbox", store.Mailbox(recipient, limit), rows => rows.Count > 0);

    public ValueTask<bool> Post(ActorId recipient, string key, string type, ReadOnlyMemory<byte> data) => meter.Time("post", store.Post(recipient, key, type, data));

    public ValueTask<WaveRecord?> Wave(ActorId island, int w) => meter.Time("wave", store.Wave(island, w), wave => wave is not null);

    public ValueTask<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit) =>
        meter.Time("claim", store.Claim(me, classes, limit), leases => leases.Count > 0);

    public ValueTask<RecordOutcome> Record(WorkId work, ReadOnlyMemory<byte> result, WorkMeta meta) => meter.Time("record", store.Record(work, result, meta));

    public ValueTask Return(WorkId work, NodeId me) => meter.Time("return", store.Return(work, me));

    public ValueTask<int> Died(WorkId work, NodeId me, int before, ReadOnlyMemory<byte> verdict) => meter.Time("died", store.Died(work, me, before, verdict));

    public ValueTask<WorkTotals> Totals(RunId run) => meter.Time("totals", store.Totals(run));

    public ValueTask<ReadOnlyMemory<byte>?> Result(WorkId work) => meter.Time("result", store.Result(work));

    public ValueTask<double?> Seconds(WorkId work) => meter.Time("seconds", store.Seconds(work));

    public ValueTask<int> TellForgotten() => meter.Time("tell forgotten", store.TellForgotten());

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
