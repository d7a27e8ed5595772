using System.Text.Json;

namespace LossActors.FormerPersistence.Sqlite;

public sealed partial class SqliteStore
{
    const string RunsThatWait =
        """
        SELECT r.number, r.run_id FROM run r WHERE r.state = 'running' AND EXISTS (
            SELECT 1 FROM work_requester q JOIN work w ON w.asked = q.work
            WHERE q.run = r.number AND w.state = 'ready' AND w.class IN (SELECT value FROM json_each(?1)))
        """;

    /// <summary>For each node of this process: the run that its last claim served. Touched by the writer's thread only.</summary>
    readonly Dictionary<NodeId, long> lastServed = [];

    public async ValueTask<IReadOnlyList<WorkLease>> Claim(NodeId me, IReadOnlyList<string> classes, int limit)
    {
        var wanted = JsonSerializer.Serialize(classes);
        if (limit <= 0 || !Read(s => s.Any(RunsThatWait, wanted) && IsActive(s, me)))
            return [];
        return await Write<IReadOnlyList<WorkLease>>(s =>
        {
            if (!IsActive(s, me))
                return [];
            var claimable = s.List(RunsThatWait, static r => (Number: r.GetInt64(0), Id: new RunId(r.GetString(1))), wanted)
                .Select(run => (run.Id, run.Number, ReadyOf(s, run.Number, wanted, limit)));
            var dealt = FairDeal.InTurn(claimable, lastServed.GetValueOrDefault(me, -1), limit);
            return [.. dealt.Select(d => Lease(s, d.Work, d.Run, me))];
        }).ConfigureAwait(false);
    }

    public ValueTask<RecordOutcome> Record(WorkId work, ReadOnlyMemory<byte> result, WorkMeta meta)
    {
        var data = SqliteSession.Bytes(result);
        return Write(s =>
        {
            var first = s.TryFirst(
                """
                UPDATE work SET state = 'done', leased_by = NULL, result = ?2, seconds = ?3, node = ?4, device = ?5
                WHERE work_id = ?1 AND state IN ('ready', 'leased') RETURNING asked
                """,
                AskedOf, out var asked, work.Value, data, meta.Seconds, meta.Node.Value, meta.Device);
            if (first)
            {
                Tell(s, asked, data);
                return RecordOutcome.Recorded;
            }

            var known = s.First("SELECT result FROM work WHERE work_id = ?1", static r => (byte[])r[0], work.Value);
            return known is null ? RecordOutcome.Unasked
                : known.AsSpan().SequenceEqual(data) ? RecordOutcome.Same
                : RecordOutcome.Different;
        });
    }

    public ValueTask Return(WorkId work, NodeId me) => Write(s =>
    {
        var returned = s.TryFirst(
            "UPDATE work SET state = 'ready', leased_by = NULL WHERE work_id = ?1 AND state = 'leased' AND leased_by = ?2 RETURNING asked",
            AskedOf, out var asked, work.Value, me.Value);
        if (returned)
            ForgetIfUnasked(s, asked);
    });

    public ValueTask<int> Died(WorkId work, NodeId me, int before, ReadOnlyMemory<byte> verdict)
    {
        var data = SqliteSession.Bytes(verdict);
        return Write(s =>
        {
            var counted = s.TryFirst(
                """
                UPDATE work SET deaths = deaths + 1, leased_by = NULL, state = iif(deaths + 1 >= ?3, 'poison', 'ready'),
                    result = iif(deaths + 1 >= ?3, ?4, NULL)
                WHERE work_id = ?1 AND state = 'leased' AND leased_by = ?2 AND deaths = ?5 RETURNING asked, deaths
                """,
                static r => (Asked: r.GetInt64(0), Deaths: r.GetInt32(1)), out var row,
                work.Value, me.Value, TurnRules.DeathsToPoison, data, before);
            if (!counted)
                return (int)s.Number("SELECT deaths FROM work WHERE work_id = ?1", work.Value);
            if (row.Deaths >= TurnRules.DeathsToPoison)
                Tell(s, row.Asked, data);
            else
                ForgetIfUnasked(s, row.Asked);
            return row.Deaths;
        });
    }

    public async ValueTask<int> TellForgotten()
    {
        const string Forgotten =
            """
            SELECT w.asked, count(*), w.result FROM work_requester q JOIN work w ON w.asked = q.work
            WHERE w.state IN ('done', 'poison') GROUP BY w.asked
            """;
        if (!Read(s => s.Any(Forgotten)))
            return 0;
        return await Write(s =>
        {
            var forgotten = s.List(Forgotten, static r => (Asked: r.GetInt64(0), Askers: r.GetInt32(1), Result: (byte[])r[2]));
            foreach (var work in forgotten)
                Tell(s, work.Asked, work.Result);
            return forgotten.Sum(w => w.Askers);
        }).ConfigureAwait(false);
    }

    public ValueTask<WorkTotals> Totals(RunId run) => Answer(s =>
    {
        var counts = s.List(
            """
            SELECT w.state, count(*), total(w.seconds) FROM work w JOIN run r ON r.number = w.first_run
            WHERE r.run_id = ?1 GROUP BY w.state
            """,
            static r => (State: r.GetString(0), Count: r.GetInt64(1), Seconds: r.GetDouble(2)), run.Value);
        long Count(string state) => counts.Where(c => c.State == state).Sum(c => c.Count);
        return new WorkTotals(Count("ready"), Count("leased"), Count("done"), Count("poison"), counts.Sum(c => c.Seconds));
    });

    public ValueTask<ReadOnlyMemory<byte>?> Result(WorkId work) => Answer(s =>
        s.First("SELECT result FROM work WHERE work_id = ?1 AND state IN ('done', 'poison')", static r => (byte[])r[0], work.Value)
            is { } result ? result.AsMemory() : (ReadOnlyMemory<byte>?)null);

    public ValueTask<double?> Seconds(WorkId work) => Answer(s =>
        s.TryFirst("SELECT seconds FROM work WHERE work_id = ?1 AND state = 'done'", static r => r.GetDouble(0), out var seconds, work.Value) ? seconds : (double?)null);

    static Queue<long> ReadyOf(SqliteSession s, long run, string classes, int limit) => new(s.List(
        """
        SELECT DISTINCT w.asked, w.priority FROM work_requester q JOIN work w ON w.asked = q.work
        WHERE q.run = ?1 AND w.state = 'ready' AND w.class IN (SELECT value FROM json_each(?2)) ORDER BY w.priority, w.asked LIMIT ?3
        """,
        AskedOf, run, classes, limit));

    WorkLease Lease(SqliteSession s, long asked, RunId run, NodeId me)
    {
        lastServed[me] = NumberOf(s, run);
        return s.First(
            "UPDATE work SET state = 'leased', leased_by = ?2 WHERE asked = ?1 RETURNING work_id, class, request, unwitnessed, deaths",
            r => new WorkLease(new(r.GetString(0)), run, r.GetString(1), (byte[])r[2], r.GetInt32(3), r.GetInt32(4)), asked, me.Value)!;
    }

    /// <summary>
    /// The upsert that changes nothing of a known row but its urgency locks it and shows its newest state. What is known is told now;
    /// else the asker is written down, and whoever records the result finds it.
    /// </summary>
    static void Ask(SqliteSession s, long run, string asker, WorkAsk ask)
    {
        s.TryFirst(
            """
            INSERT INTO work(work_id, class, request, priority, first_run) VALUES(?1, ?2, ?3, ?4, ?5)
            ON CONFLICT(work_id) DO UPDATE SET priority = min(priority, excluded.priority)
            RETURNING asked, iif(state IN ('done', 'poison'), result, NULL)
            """,
            static r => (Asked: r.GetInt64(0), Result: r.IsDBNull(1) ? null : (byte[])r[1]), out var row,
            ask.Work.Value, ask.Class, SqliteSession.Bytes(ask.Request), ask.Priority, run);
        if (row.Result is not null)
            s.Run(InsertMail, run, asker, ask.Key, MailboxRow.Result, row.Result);
        else
            s.Run("INSERT INTO work_requester VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING", row.Asked, run, asker, ask.Key);
    }

    static void Tell(SqliteSession s, long asked, byte[] result)
    {
        s.Run(
            """
            INSERT INTO mailbox(run, recipient, key, type, data)
            SELECT run, recipient, key, ?2, ?3 FROM work_requester WHERE work = ?1 ORDER BY run, recipient, key
            ON CONFLICT(run, recipient, key) DO NOTHING
            """,
            asked, MailboxRow.Result, result);
        s.Run("DELETE FROM work_requester WHERE work = ?1", asked);
    }

    static void ForgetIfUnasked(SqliteSession s, long asked) => s.Run(
        "DELETE FROM work WHERE asked = ?1 AND state = 'ready' AND NOT EXISTS (SELECT 1 FROM work_requester WHERE work = ?1)", asked);
}
