namespace LossActors.FormerPersistence.Postgres;

public sealed partial class PostgresStore
{
    const string Renewal =
        """
        UPDATE node SET lease = $2, lease_until = clock_timestamp() + $2,
            unbroken_since = CASE WHEN lease_until < clock_timestamp() THEN clock_timestamp() ELSE unbroken_since END
        WHERE node_id = $1 AND state <> 'dead'
        """;

    // The living are few and read once: every node looks at every leased row once a poll.
    const string OfDeadNodes = "w.state = 'leased' AND w.leased_by <> ALL (ARRAY(SELECT n.node_id FROM node n WHERE n.state <> 'dead'))";

    const string Expired =
        """
         n.state <> 'dead' AND n.lease_until < clock_timestamp() - $2 AND EXISTS (
            SELECT FROM node me WHERE me.node_id = $1 AND me.state <> 'dead' AND me.lease_until >= clock_timestamp()
            AND me.unbroken_since + me.lease <= clock_timestamp())
        """;

    public async ValueTask Join(NodeInfo node, TimeSpan lease)
    {
        hints.Host(node.Id);
        await WriteTogether(
            (
                """
                INSERT INTO node SELECT $1, $2, $3, $4, $5, $6, 'active', now, $7, now + $7, now FROM clock_timestamp() now
                ON CONFLICT(node_id) DO NOTHING
                """,
                [node.Id.Value, node.Name, node.BootId, node.Pid, node.StartTime, node.Capacity, lease]),
            (Renewal, [node.Id.Value, lease])).ConfigureAwait(false);
    }

    /// <summary>On a connection of its own, and never in the queue of the other writes.</summary>
    public async ValueTask<bool> Renew(NodeId node, TimeSpan lease)
    {
        var number = Interlocked.Increment(ref writes);
        hook?.Invoke(number, WriteMoment.Before);
        var renewed = await retry.Run(async _ =>
        {
            await using var connection = await leases.OpenConnectionAsync().ConfigureAwait(false);
            return await connection.Run(Renewal, node.Value, lease).ConfigureAwait(false);
        }).ConfigureAwait(false);
        hook?.Invoke(number, WriteMoment.After);
        return renewed == 1;
    }

    public async ValueTask<bool> Drain(NodeId node) =>
        await Write("UPDATE node SET state = 'leaving' WHERE node_id = $1 AND state = 'active'", node.Value).ConfigureAwait(false) == 1;

    public async ValueTask Leave(NodeId node) => await WriteTogether(
        [
            ("UPDATE actor SET owner = NULL WHERE owner = $1", [node.Value]),
            .. Burial(node, lostWorkIsSuspect: false),
        ]).ConfigureAwait(false);

    public async ValueTask DeclareDead(NodeId node, bool lostWorkIsSuspect) =>
        await WriteTogether(Burial(node, lostWorkIsSuspect)).ConfigureAwait(false);

    public async ValueTask<int> BuryExpired(NodeId me, TimeSpan grace)
    {
        var needed = await Read(c => c.Any(
            $"SELECT 1 WHERE EXISTS (SELECT FROM node n WHERE{Expired}) OR EXISTS (SELECT FROM work w WHERE {OfDeadNodes})",
            me.Value, grace)).ConfigureAwait(false);
        if (!needed)
            return 0;
        var rows = await WriteTogether(
            [
                (
                    $"WITH dead AS (UPDATE node n SET state = 'dead' WHERE{Expired} RETURNING 1) SELECT count(*) FROM dead",
                    [me.Value, grace]),
                ($"""
                WITH lost AS MATERIALIZED (SELECT w.asked FROM work w WHERE {OfDeadNodes} ORDER BY w.work_id FOR UPDATE OF w)
                UPDATE work w SET state = 'ready', leased_by = NULL, claim = NULL, unwitnessed = unwitnessed + 1
                FROM lost WHERE w.asked = lost.asked
                """, []),
                .. ForgetUnasked,
            ]).ConfigureAwait(false);
        return (int)(long)rows[0][0][0]!;
    }

    public ValueTask<IReadOnlyList<NodeRecord>> Nodes() => List(
        "SELECT node_id, name, boot_id, pid, start_time, capacity, state, started_at, lease_until FROM node ORDER BY started_at, node_id",
        static r => new NodeRecord(
            new(new(r.GetString(0)), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetInt64(4), r.GetString(5)),
            Words.Parse<NodeState>(r.GetString(6)), At(r, 7), At(r, 8)));

    static (string, object?[])[] Burial(NodeId node, bool lostWorkIsSuspect) =>
    [
        ("UPDATE node SET state = 'dead' WHERE node_id = $1 AND state <> 'dead'", [node.Value]),
        (
            """
            WITH lost AS MATERIALIZED (
                SELECT w.asked FROM work w WHERE w.state = 'leased' AND w.leased_by = $1 ORDER BY w.work_id FOR UPDATE OF w)
            UPDATE work w SET state = 'ready', leased_by = NULL, claim = NULL, unwitnessed = unwitnessed + $2
            FROM lost WHERE w.asked = lost.asked
            """,
            [node.Value, lostWorkIsSuspect ? 1 : 0]),
        .. ForgetUnasked,
    ];
}
