namespace LossActors.FormerPersistence;

/// <summary>
/// The journal and everything that is committed with it. It knows bytes and ids, nothing of losses.
/// Every method is safe to call from many threads. Every method throws <see cref="JournalException"/> when the store is out of
/// reach, full or damaged; nothing is half done then, but a <see cref="Commit"/> whose reply was lost may have happened:
/// the store settles that itself by the turn's id before it returns. While a database stays out of reach it cannot: it throws then, and
/// the actor is to be recovered from the journal, which knows.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>A counter that grows with changes seen by this process, other processes' after a poll: a hint, never the truth.</summary>
    long Hint { get; }

    /// <summary>
    /// Returns when <see cref="Hint"/> differs from <paramref name="seen"/> or when <paramref name="atMost"/> has passed.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was signalled.</exception>
    Task WaitForHint(long seen, TimeSpan atMost, CancellationToken stop);

    // Nodes. Leases run on the store's clock.

    ValueTask Join(NodeInfo node, TimeSpan lease);

    /// <summary>False: this node was declared dead, which is final. Stop all its actors.</summary>
    ValueTask<bool> Renew(NodeId node, TimeSpan lease);

    /// <summary>Marks an active node as leaving: it takes no more actors and work. False if it is not active.</summary>
    ValueTask<bool> Drain(NodeId node);

    /// <summary>Gives back the node's actors and leased work and marks it dead.</summary>
    ValueTask Leave(NodeId node);

    /// <summary>Declares one node dead, because its process is known to be gone; its leased work becomes ready.</summary>
    /// <param name="lostWorkIsSuspect">Count the loss on the work it held (a vanished node may have been killed by it).</param>
    ValueTask DeclareDead(NodeId node, bool lostWorkIsSuspect);

    /// <summary>
    /// Declares every node dead whose lease ran out more than <paramref name="grace"/> ago, and makes its work ready and suspect.
    /// Returns how many. Buries nobody unless <paramref name="me"/> is alive and has renewed without a gap for the length of one
    /// lease: after an outage of the database all leases are stale at once, and the first to come back must not bury everyone.
    /// </summary>
    ValueTask<int> BuryExpired(NodeId me, TimeSpan grace);

    ValueTask<IReadOnlyList<NodeRecord>> Nodes();

    // Runs.

    /// <summary>False if a run of this name exists.</summary>
    ValueTask<bool> Found(NewRun run);

    ValueTask<RunRecord?> FindRun(string name);

    ValueTask<RunRecord?> GetRun(RunId run);

    ValueTask<IReadOnlyList<RunRecord>> Runs();

    ValueTask SetRunState(RunId run, RunState state);

    /// <summary>Names the run's arithmetic class if it has none. Returns the class that the run has.</summary>
    ValueTask<string> OfferClass(RunId run, string arithmeticClass);

    // Ownership.

    /// <summary>Actors that are active and whose owner is no living node, of runs that have not ended.</summary>
    ValueTask<IReadOnlyList<ActorRecord>> Ownerless();

    /// <summary>
    /// Whether a node should look around before its poll: there are ownerless actors (<see cref="Ownerless"/>), or it was told to leave. One
    /// question, so that every node may ask it several times a second.
    /// </summary>
    ValueTask<bool> Calls(NodeId node);

    /// <summary>
    /// Takes those of <paramref name="wanted"/> that still have no living owner; sets owner and raises the term in one
    /// statement.
    /// </summary>
    ValueTask<IReadOnlyList<ActorLease>> TakeOver(NodeId me, IReadOnlyList<ActorId> wanted);

    /// <summary>Gives an actor up, so that the node that should have it may take it. False if the term is no longer ours.</summary>
    ValueTask<bool> Release(ActorId actor, Term term);

    /// <summary>
    /// Sets an actor aside with a reason and without an owner; it is active again after <see cref="Unpark"/>. False if the
    /// term is no longer ours.
    /// </summary>
    ValueTask<bool> Park(ActorId actor, Term term, string reason);

    ValueTask<int> Unpark(RunId run);

    ValueTask<IReadOnlyList<ActorRecord>> Actors(RunId run);

    // Recovery.

    /// <summary>Newest first, so that a reader can fall back from one that it cannot read. One whose CRC is wrong is left out.</summary>
    IAsyncEnumerable<Snapshot> Snapshots(ActorId actor);

    /// <summary>
    /// A snapshot of the same sequence number is the same state: the second is dropped. The newest three of an actor are kept;
    /// an older one goes once the new one has been read back.
    /// </summary>
    ValueTask SaveSnapshot(Snapshot snapshot);

    /// <summary>
    /// Events after <paramref name="afterSeq"/> up to the actor's head at the time of the call, in order. Each one's CRC is checked,
    /// and that none is missing.
    /// </summary>
    IAsyncEnumerable<JournalRecord> Journal(ActorId actor, long afterSeq = 0);

    // Turns.

    /// <summary>Commits a turn. The same turn again (by its id) is <see cref="TurnOutcome.Committed"/> and changes nothing.</summary>
    /// <exception cref="ArgumentException">The turn has no event or no id.</exception>
    ValueTask<TurnOutcome> Commit(Turn turn);

    /// <summary>The rows with these keys, those that are there.</summary>
    ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, IReadOnlyList<string> keys);

    /// <summary>The oldest rows, in the order of arrival, of any key.</summary>
    ValueTask<IReadOnlyList<MailboxRow>> Mailbox(ActorId recipient, int limit);

    /// <summary>A message from outside (a command). False: a message has this key already, and this one is dropped.</summary>
    ValueTask<bool> Post(ActorId recipient, string key, string type, ReadOnlyMemory<byte> data);

    /// <summary>
    /// Wave <paramref name="w"/> of an island, or the closed wave with a number up to it, or null if neither is published.
    /// </summary>
    ValueTask<WaveRecord?> Wave(ActorId island, int w);

    // Work.

    /// <summary>Leases ready work of these classes that a running run still asks for, by priority, then age; runs take turns.</summary>
    ValueTask<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit);

    /// <summary>Records a final result once and tells everyone who asked. Needs no living node: late is not failed.</summary>
    ValueTask<RecordOutcome> Record(WorkId work, ReadOnlyMemory<byte> result, WorkMeta meta);

    /// <summary>
    /// Gives leased work back without a result: the machine's affair, not the loss's. Nothing happens if the node does not hold it.
    /// </summary>
    ValueTask Return(WorkId work, NodeId me);

    /// <summary>
    /// A supervisor saw its child die while it did this work. The third death is final: <paramref name="verdict"/> is recorded as
    /// the work's failure and told like a result. Returns the number of deaths. Counts only while the node holds the work.
    /// </summary>
    /// <param name="before">Deaths as the lease told them: a death is counted once, also when its reply was lost and another lane of the node has claimed the work since.</param>
    ValueTask<int> Died(WorkId work, NodeId me, int before, ReadOnlyMemory<byte> verdict);

    /// <summary>
    /// Tells those who asked for work that is final and were never told; returns how many. There are none unless this program is wrong or someone has
    /// changed the database by hand: an asker would wait for ever.
    /// </summary>
    ValueTask<int> TellForgotten();

    ValueTask<WorkTotals> Totals(RunId run);

    /// <summary>The recorded result (or verdict) of a piece of work, or null.</summary>
    ValueTask<ReadOnlyMemory<byte>?> Result(WorkId work);

    /// <summary>The wall time, in seconds, of the training whose result was recorded for a piece of work, or null.</summary>
    ValueTask<double?> Seconds(WorkId work);
}
