using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Sqlite;

public sealed partial class SqliteStore
{
    const string ActorColumns =
        "SELECT r.run_id, a.name, a.kind, a.owner, a.term, a.seq, a.status, a.reason FROM actor a JOIN run r ON r.number = a.run ";

    const string Free =
        """
         a.status = 'active' AND r.state <> 'ended'
         AND NOT EXISTS (SELECT 1 FROM node n WHERE n.node_id = a.owner AND n.state <> 'dead')
        """;

    public ValueTask<IReadOnlyList<ActorRecord>> Ownerless() => Answer<IReadOnlyList<ActorRecord>>(
        s => s.List(ActorColumns + "WHERE" + Free + " ORDER BY a.run, a.name", ReadActor));

    public ValueTask<bool> Calls(NodeId node) => Answer(s => s.Any(
        "SELECT 1 FROM node WHERE node_id = ?1 AND state = 'leaving' UNION ALL SELECT 1 FROM actor a JOIN run r ON r.number = a.run WHERE"
        + Free + " LIMIT 1",
        node.Value));

    public async ValueTask<IReadOnlyList<ActorLease>> TakeOver(NodeId me, IReadOnlyList<ActorId> wanted)
    {
        if (!Read(s => IsActive(s, me) && wanted.Any(a => IsFree(s, a))))
            return [];
        return await Write<IReadOnlyList<ActorLease>>(s => !IsActive(s, me) ? [] :
            [.. wanted.SelectMany(actor => s.List(
                "UPDATE actor SET owner = ?3, term = term + 1 WHERE number = (SELECT a.number FROM actor a JOIN run r ON r.number = a.run "
                + "WHERE r.run_id = ?1 AND a.name = ?2 AND" + Free + ") RETURNING kind, term, seq",
                r => new ActorLease(actor, r.GetString(0), new(r.GetInt64(1)), r.GetInt64(2)),
                actor.Run.Value, actor.Name, me.Value))]).ConfigureAwait(false);
    }

    public ValueTask<bool> Release(ActorId actor, Term term) => Write(s => s.Run(
        "UPDATE actor SET owner = NULL WHERE run = (SELECT number FROM run WHERE run_id = ?1) AND name = ?2 AND term = ?3 AND term > 0",
        actor.Run.Value, actor.Name, term.Value) == 1);

    public ValueTask<bool> Park(ActorId actor, Term term, string reason) => Write(s => s.Run(
        """
        UPDATE actor SET owner = NULL, status = 'parked', reason = ?4
        WHERE run = (SELECT number FROM run WHERE run_id = ?1) AND name = ?2 AND term = ?3 AND term > 0
        """,
        actor.Run.Value, actor.Name, term.Value, reason) == 1);

    public ValueTask<int> Unpark(RunId run) => Write(s => s.Run(
        "UPDATE actor SET status = 'active', reason = NULL WHERE run = (SELECT number FROM run WHERE run_id = ?1) AND status = 'parked'",
        run.Value));

    public ValueTask<IReadOnlyList<ActorRecord>> Actors(RunId run) => Answer<IReadOnlyList<ActorRecord>>(
        s => s.List(ActorColumns + "WHERE r.run_id = ?1 ORDER BY a.name", ReadActor, run.Value));

    static bool IsFree(SqliteSession s, ActorId actor) => s.Any(
        "SELECT 1 FROM actor a JOIN run r ON r.number = a.run WHERE r.run_id = ?1 AND a.name = ?2 AND" + Free, actor.Run.Value, actor.Name);

    static void Spawn(SqliteSession s, long run, NewActor actor) =>
        s.Run("INSERT INTO actor(run, name, kind) VALUES(?1, ?2, ?3) ON CONFLICT(run, name) DO NOTHING", run, actor.Name, actor.Kind);

    static ActorRecord ReadActor(SqliteDataReader r) => new(
        new(new(r.GetString(0)), r.GetString(1)), r.GetString(2), r.IsDBNull(3) ? null : new NodeId(r.GetString(3)), new(r.GetInt64(4)),
        r.GetInt64(5), Words.Parse<ActorStatus>(r.GetString(6)), r.IsDBNull(7) ? null : r.GetString(7));

    static (long Number, long Run, long Seq, long Term)? HeadOf(SqliteSession s, ActorId actor) => s.TryFirst(
        "SELECT a.number, a.run, a.seq, a.term FROM actor a JOIN run r ON r.number = a.run WHERE r.run_id = ?1 AND a.name = ?2",
        static r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), out var head, actor.Run.Value, actor.Name) ? head : null;
}
