using System.Collections.Concurrent;
using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

public sealed partial class PostgresStore
{
    const string Lease =
        """
        WITH pick AS MATERIALIZED (
            SELECT w.asked, d.run_id, d.turn
            FROM work w JOIN unnest($3::bigint[], $4::text[]) WITH ORDINALITY d(asked, run_id, turn) USING (asked)
            WHERE w.state = 'ready' AND EXISTS (SELECT FROM node WHERE node_id = $1 AND state = 'active')
            ORDER BY d.turn LIMIT $5 FOR UPDATE OF w SKIP LOCKED)
        UPDATE work w SET state = 'leased', leased_by = $1, claim = $2 FROM pick d WHERE w.asked = d.asked
        """;

    /// <summary>What an attempt whose reply was lost has claimed carries the claim's id.</summary>
    const string LeasedBefore =
        """
        SELECT d.turn, w.work_id, d.run_id, w.class, w.request, w.unwitnessed, w.deaths
        FROM work w JOIN unnest($3::bigint[], $4::text[]) WITH ORDINALITY d(asked, run_id, turn) USING (asked)
        WHERE w.state = 'leased' AND w.leased_by = $1 AND w.claim = $2
        """;

    const string Returning = " RETURNING d.turn, w.work_id, d.run_id, w.class, w.request, w.unwitnessed, w.deaths";

    /// <summary>Looks for work while rivals take what was seen.</summary>
    const int Attempts = 4;

    /// <summary>For each node of this process: the run that its last claim served.</summary>
    readonly ConcurrentDictionary<NodeId, long> lastServed = [];

    public async ValueTask<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit) =>
        limit <= 0 ? [] : await claims.Claim(me, classes, limit).ConfigureAwait(false);

    async Task<IReadOnlyList<WorkLease>> ClaimNow(NodeId me, IReadOnlyList<string> classes, int limit)
    {
        // Before the look, so that news that come after it wake us.
        hints.Hungry = true;
        for (var attempt = 1; ; attempt++)
        {
            var (leases, seen) = await TryClaim(me, classes, limit).ConfigureAwait(false);
            if (leases.Count == 0 && seen && attempt < Attempts)
                continue;
            hints.Hungry = leases.Count < limit;
            return leases;
        }
    }

    /// <returns>What was leased, and whether there was work to be seen, which rivals may all have taken.</returns>
    async Task<(IReadOnlyList<WorkLease> Leases, bool Seen)> TryClaim(NodeId me, IReadOnlyList<string> classes, int limit)
    {
        // More than wanted, since rivals lock some of it before we do.
        var reach = (2 * limit) + 32;
        var waiting = await Read(c => c.List(
            """
            SELECT r.number, r.run_id, w.asked FROM run r CROSS JOIN LATERAL (
                SELECT w.priority, w.asked FROM work w
                WHERE w.state = 'ready' AND w.class = ANY($2)
                    AND (SELECT true FROM work_requester q WHERE q.work = w.asked AND q.run = r.number LIMIT 1)
                ORDER BY w.priority, w.asked LIMIT $3) w
            WHERE r.state = 'running' AND EXISTS (SELECT FROM node WHERE node_id = $1 AND state = 'active')
            ORDER BY r.number, w.priority, w.asked
            """,
            static r => (Run: (Number: r.GetInt64(0), Id: r.GetString(1)), Asked: r.GetInt64(2)),
            me.Value, classes.ToArray(), reach)).ConfigureAwait(false);
        if (waiting.Count == 0)
            return ([], false);
        var claimable = waiting.GroupBy(w => w.Run).Select(g => (g.Key, g.Key.Number, new Queue<long>(g.Select(w => w.Asked))));
        var dealt = FairDeal.InTurn(claimable, lastServed.GetValueOrDefault(me, -1), reach);
        var (works, runs) = (dealt.Select(d => d.Work).ToArray(), dealt.Select(d => d.Run.Id).ToArray());
        var claim = Guid.NewGuid().ToString("N");

        var leases = await Write(async (c, again) =>
        {
            var before = again ? await c.List(LeasedBefore, ReadLeasedWork, me.Value, claim, works, runs).ConfigureAwait(false) : [];
            return before.Count > 0 ? before
                : await c.List(Lease + Returning, ReadLeasedWork, me.Value, claim, works, runs, limit).ConfigureAwait(false);
        }, _ => Concern.None).ConfigureAwait(false);
        if (leases.Count > 0)
            lastServed[me] = dealt[(int)leases.Max(l => l.Turn) - 1].Run.Number;
        return ([.. leases.OrderBy(l => l.Turn).Select(l => l.Work)], true);
    }

    /// <summary>Two statements in one transaction, the telling second: as one, it would miss askers that commit meanwhile.</summary>
    public async ValueTask<RecordOutcome> Record(WorkId work, ReadOnlyMemory<byte> result, WorkMeta meta)
    {
        var data = Bytes(result);
        var rows = await WriteTogether(
            rows => Told(rows[1]),
            (
                """
                UPDATE work SET state = 'done', leased_by = NULL, claim = NULL, result = $2, seconds = $3, node = $4, device = $5
                WHERE work_id = $1 AND state IN ('ready', 'leased') RETURNING 1
                """,
                [work.Value, data, meta.Seconds, meta.Node.Value, meta.Device]),
            Telling(work),
            ("SELECT result = $2 FROM work WHERE work_id = $1", [work.Value, data])).ConfigureAwait(false);
        return rows[0].Count == 1 ? RecordOutcome.Recorded
            : rows[2].Count == 0 ? RecordOutcome.Unasked
            : rows[2][0][0] is true ? RecordOutcome.Same
            : RecordOutcome.Different;
    }

    public async ValueTask Return(WorkId work, NodeId me) => await WriteTogether(
        static _ => Concern.Work,
        [
            (
                """
                UPDATE work SET state = 'ready', leased_by = NULL, claim = NULL
                WHERE work_id = $1 AND state = 'leased' AND leased_by = $2
                """,
                [work.Value, me.Value]),
            .. ForgetUnasked,
        ]).ConfigureAwait(false);

    public async ValueTask<int> Died(WorkId work, NodeId me, int before, ReadOnlyMemory<byte> verdict)
    {
        var rows = await WriteTogether(
            [
                (
                    """
                    UPDATE work SET deaths = deaths + 1, leased_by = NULL, claim = NULL,
                        state = CASE WHEN deaths + 1 >= $3 THEN 'poison' ELSE 'ready' END,
                        result = CASE WHEN deaths + 1 >= $3 THEN $4::bytea END
                    WHERE work_id = $1 AND state = 'leased' AND leased_by = $2 AND deaths = $5
                    """,
                    [work.Value, me.Value, TurnRules.DeathsToPoison, Bytes(verdict), before]),
                Telling(work),
                ("SELECT deaths FROM work WHERE work_id = $1", [work.Value]),
                .. ForgetUnasked,
            ]).ConfigureAwait(false);
        return rows[1] is [var row] ? (int)row[0]! : 0;
    }

    /// <summary>One statement sees work and askers as they were at one moment: at no moment is an asker of final work right.</summary>
    public async ValueTask<int> TellForgotten()
    {
        var told = await Write((c, _) => c.List(Tell("true"), static r => r.GetInt32(1), MailboxRow.Result)).ConfigureAwait(false);
        return told.Sum();
    }

    public async ValueTask<WorkTotals> Totals(RunId run)
    {
        var counts = await List(
            """
            SELECT w.state, count(*), coalesce(sum(w.seconds), 0) FROM work w JOIN run r ON r.number = w.first_run
            WHERE r.run_id = $1 GROUP BY w.state
            """,
            static r => (State: r.GetString(0), Count: r.GetInt64(1), Seconds: r.GetDouble(2)), run.Value).ConfigureAwait(false);
        long Count(string state) => counts.Where(c => c.State == state).Sum(c => c.Count);
        return new(Count("ready"), Count("leased"), Count("done"), Count("poison"), counts.Sum(c => c.Seconds));
    }

    public async ValueTask<ReadOnlyMemory<byte>?> Result(WorkId work)
    {
        var result = await First(
            "SELECT result FROM work WHERE work_id = $1 AND state IN ('done', 'poison')",
            static r => (byte[])r[0], work.Value).ConfigureAwait(false);
        return result is null ? default(ReadOnlyMemory<byte>?) : result.AsMemory();
    }

    public async ValueTask<double?> Seconds(WorkId work) =>
        await List("SELECT seconds FROM work WHERE work_id = $1 AND state = 'done'", static r => r.GetDouble(0), work.Value).ConfigureAwait(false) is [var seconds]
            ? seconds
            : null;

    /// <summary>Finds the askers of final work only; work that was final before has none. Returns the nodes that own them, and how many of each.</summary>
    static (string, object?[]) Telling(WorkId work) => (Tell("w.work_id = $2"), [MailboxRow.Result, work.Value]);

    static string Tell(string which) =>
        $"""
        WITH told AS (
            DELETE FROM work_requester q USING work w WHERE w.asked = q.work AND {which} AND w.state IN ('done', 'poison')
            RETURNING q.run, q.recipient, q.key, w.result),
        mail AS (
            INSERT INTO mailbox(run, recipient, key, type, data) SELECT run, recipient, key, $1, result FROM told
            ORDER BY run, recipient, key ON CONFLICT DO NOTHING)
        SELECT a.owner, count(*) FROM told t JOIN actor a ON a.run = t.run AND a.name = t.recipient GROUP BY a.owner
        """;

    static Concern Told(List<object?[]> owners) => Concern.Owners(owners.Select(row => (string?)row[0]));

    static (long Turn, WorkLease Work) ReadLeasedWork(NpgsqlDataReader r) =>
        (r.GetInt64(0), new(new(r.GetString(1)), new(r.GetString(2)), r.GetString(3), (byte[])r[4], r.GetInt32(5), r.GetInt32(6)));
}
