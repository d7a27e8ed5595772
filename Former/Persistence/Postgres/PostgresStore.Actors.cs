using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

public sealed partial class PostgresStore
{
    const string Free =
        """
         a.status = 'active' AND EXISTS (SELECT FROM run r WHERE r.number = a.run AND r.state <> 'ended')
         AND NOT EXISTS (SELECT FROM node n WHERE n.node_id = a.owner AND n.state <> 'dead')
        """;

    const string ActorColumns =
        "SELECT r.run_id, a.name, a.kind, a.owner, a.term, a.seq, a.status, a.reason FROM actor a JOIN run r ON r.number = a.run WHERE ";

    public ValueTask<IReadOnlyList<ActorRecord>> Ownerless() => List(ActorColumns + Free + " ORDER BY a.run, a.name", ReadActor);

    public async ValueTask<bool> Calls(NodeId node) => await Read(c => c.Any(
        "SELECT 1 WHERE EXISTS (SELECT FROM node WHERE node_id = $1 AND state = 'leaving') OR EXISTS (SELECT FROM actor a WHERE" + Free + ")",
        node.Value)).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<ActorLease>> TakeOver(NodeId me, IReadOnlyList<ActorId> wanted)
    {
        var free = await Read(c => c.List(
            "SELECT a.number, a.term FROM actor a JOIN run r ON r.number = a.run "
            + "JOIN unnest($2::text[], $3::text[]) w(run_id, name) ON w.run_id = r.run_id AND w.name = a.name "
            + "WHERE EXISTS (SELECT FROM node WHERE node_id = $1 AND state = 'active') AND" + Free,
            static r => (Number: r.GetInt64(0), Term: r.GetInt64(1)),
            me.Value, wanted.Select(a => a.Run.Value).ToArray(), wanted.Select(a => a.Name).ToArray())).ConfigureAwait(false);
        if (free.Count == 0)
            return [];
        var (numbers, terms) = (free.Select(f => f.Number).ToArray(), free.Select(f => f.Term).ToArray());

        // The terms that were seen make the statement safe to repeat, and tell what a lost attempt has taken.
        var taken = await Write(async (c, again) =>
        {
            List<ActorLease> mine = again ? await c.List(
                """
                SELECT r.run_id, a.name, a.kind, a.term, a.seq FROM actor a JOIN run r ON r.number = a.run
                JOIN unnest($2::bigint[], $3::bigint[]) w(number, term) ON w.number = a.number AND a.term = w.term + 1 WHERE a.owner = $1
                """,
                ReadLease, me.Value, numbers, terms).ConfigureAwait(false) : [];
            mine.AddRange(await c.List(
                "WITH pick AS MATERIALIZED ("
                + "SELECT a.number FROM actor a JOIN unnest($2::bigint[], $3::bigint[]) w(number, term) USING (number) "
                + "WHERE a.term = w.term AND EXISTS (SELECT FROM node WHERE node_id = $1 AND state = 'active') AND" + Free
                + " ORDER BY a.number FOR UPDATE OF a SKIP LOCKED) "
                + "UPDATE actor a SET owner = $1, term = a.term + 1 FROM pick p, run r WHERE a.number = p.number AND r.number = a.run "
                + "RETURNING r.run_id, a.name, a.kind, a.term, a.seq",
                ReadLease, me.Value, numbers, terms).ConfigureAwait(false));

            // Somebody else was faster, or a row is locked: perhaps by one who will never let go.
            if (mine.Count < numbers.Length)
                await PostgresRetry.EndSilentBackends(c).ConfigureAwait(false);
            return mine;
        }).ConfigureAwait(false);
        return [.. taken.OrderBy(l => wanted.ToList().IndexOf(l.Id))];
    }

    public async ValueTask<bool> Release(ActorId actor, Term term) => await Write(
        """
        UPDATE actor a SET owner = NULL FROM run r WHERE r.number = a.run AND r.run_id = $1 AND a.name = $2 AND a.term = $3 AND a.term > 0
        """,
        actor.Run.Value, actor.Name, term.Value).ConfigureAwait(false) == 1;

    public async ValueTask<bool> Park(ActorId actor, Term term, string reason) => await Write(
        """
        UPDATE actor a SET owner = NULL, status = 'parked', reason = $4 FROM run r
        WHERE r.number = a.run AND r.run_id = $1 AND a.name = $2 AND a.term = $3 AND a.term > 0
        """,
        actor.Run.Value, actor.Name, term.Value, reason).ConfigureAwait(false) == 1;

    public async ValueTask<int> Unpark(RunId run) => await Write(
        """
        UPDATE actor a SET status = 'active', reason = NULL FROM run r WHERE r.number = a.run AND r.run_id = $1 AND a.status = 'parked'
        """,
        run.Value).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<ActorRecord>> Actors(RunId run) =>
        List(ActorColumns + "r.run_id = $1 ORDER BY a.name", ReadActor, run.Value);

    static ActorRecord ReadActor(NpgsqlDataReader r) => new(
        new(new(r.GetString(0)), r.GetString(1)), r.GetString(2), Text(r, 3) is { } owner ? new NodeId(owner) : null, new(r.GetInt64(4)),
        r.GetInt64(5), Words.Parse<ActorStatus>(r.GetString(6)), Text(r, 7));

    static ActorLease ReadLease(NpgsqlDataReader r) =>
        new(new(new(r.GetString(0)), r.GetString(1)), r.GetString(2), new(r.GetInt64(3)), r.GetInt64(4));
}
