using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Sqlite;

public sealed partial class SqliteStore
{
    const string Expired =
        """
        SELECT n.node_id FROM node n JOIN node me ON me.node_id = ?1
        WHERE n.state <> 'dead' AND n.lease_until + ?2 < ?3
          AND me.state <> 'dead' AND me.lease_until >= ?3 AND me.unbroken_since + me.lease <= ?3
        """;

    /// <summary>Leased work whose holder is gone: a claim that met the death of its node.</summary>
    const string Orphaned =
        "SELECT DISTINCT leased_by FROM work WHERE state = 'leased' AND leased_by NOT IN (SELECT node_id FROM node WHERE state <> 'dead')";

    public ValueTask Join(NodeInfo node, TimeSpan lease)
    {
        var (now, length) = (Now, (long)lease.TotalMilliseconds);
        return Write(s =>
        {
            s.Run(
                """
                INSERT INTO node VALUES(?1, ?2, ?3, ?4, ?5, ?6, 'active', ?7, ?8, ?7 + ?8, ?7)
                ON CONFLICT(node_id) DO NOTHING
                """,
                node.Id.Value, node.Name, node.BootId, node.Pid, node.StartTime, node.Capacity, now, length);
            Extend(s, node.Id, length, now);
        });
    }

    public ValueTask<bool> Renew(NodeId node, TimeSpan lease)
    {
        var (now, length) = (Now, (long)lease.TotalMilliseconds);
        return Write(s => Extend(s, node, length, now), quiet: true);
    }

    public ValueTask<bool> Drain(NodeId node) =>
        Write(s => s.Run("UPDATE node SET state = 'leaving' WHERE node_id = ?1 AND state = 'active'", node.Value) == 1);

    public ValueTask Leave(NodeId node) => Write(s =>
    {
        s.Run("UPDATE actor SET owner = NULL WHERE owner = ?1", node.Value);
        Bury(s, node.Value, lostWorkIsSuspect: false);
    });

    public ValueTask DeclareDead(NodeId node, bool lostWorkIsSuspect) => Write(s => Bury(s, node.Value, lostWorkIsSuspect));

    public async ValueTask<int> BuryExpired(NodeId me, TimeSpan grace)
    {
        var (now, delay) = (Now, (long)grace.TotalMilliseconds);
        if (!Read(s => s.Any(Expired, me.Value, delay, now) || s.Any(Orphaned)))
            return 0;
        return await Write(s =>
        {
            var expired = s.List(Expired, static r => r.GetString(0), me.Value, delay, now);
            foreach (var node in expired)
                Bury(s, node, lostWorkIsSuspect: true);
            foreach (var node in s.List(Orphaned, static r => r.GetString(0)))
                GiveBackWork(s, node, suspect: true);
            return expired.Count;
        }).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<NodeRecord>> Nodes() => Answer<IReadOnlyList<NodeRecord>>(s => s.List(
        """
        SELECT node_id, name, boot_id, pid, start_time, capacity, state, started_at, lease_until FROM node ORDER BY started_at, rowid
        """,
        static r => new NodeRecord(
            new(new(r.GetString(0)), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetInt64(4), r.GetString(5)),
            Words.Parse<NodeState>(r.GetString(6)), At(r.GetInt64(7)), At(r.GetInt64(8)))));

    static bool Extend(SqliteSession s, NodeId node, long lease, long now) => s.Run(
        """
        UPDATE node SET lease = ?2, lease_until = ?3 + ?2, unbroken_since = iif(lease_until < ?3, ?3, unbroken_since)
        WHERE node_id = ?1 AND state <> 'dead'
        """,
        node.Value, lease, now) == 1;

    static void Bury(SqliteSession s, string node, bool lostWorkIsSuspect)
    {
        if (s.Run("UPDATE node SET state = 'dead' WHERE node_id = ?1 AND state <> 'dead'", node) == 1)
            GiveBackWork(s, node, lostWorkIsSuspect);
    }

    static void GiveBackWork(SqliteSession s, string node, bool suspect)
    {
        var ready = s.List(
            """
            UPDATE work SET state = 'ready', leased_by = NULL, unwitnessed = unwitnessed + ?2
            WHERE state = 'leased' AND leased_by = ?1 RETURNING asked
            """,
            AskedOf, node, suspect ? 1 : 0);
        foreach (var work in ready)
            ForgetIfUnasked(s, work);
    }

    static bool IsActive(SqliteSession s, NodeId node) => s.Any("SELECT 1 FROM node WHERE node_id = ?1 AND state = 'active'", node.Value);

    static long AskedOf(SqliteDataReader row) => row.GetInt64(0);
}
