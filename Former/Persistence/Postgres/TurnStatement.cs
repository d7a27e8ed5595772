using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>
/// A batch of turns of different actors as one statement. Turns that are fenced, stale, or consume what is not there drop out by
/// themselves; the reply lists the ordinals of those that committed.
/// </summary>
static class TurnStatement
{
    // Everything hangs on the heads that moved. Actors are locked in the order of their numbers and works in the order of their ids,
    // each in one place: no two batches wait for each other. The upsert of the asks locks the rows of work and shows their newest
    // state; to read them, or to do nothing on conflict, would miss a result that is recorded at this moment, and its asker would
    // wait for ever.
    const string Sql =
        """
        WITH t AS MATERIALIZED (SELECT * FROM unnest($1::int[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
                t(i, run_id, name, expected, term, turn_id, status)),
            e AS MATERIALIZED (SELECT * FROM unnest($8::int[], $9::int[], $10::text[], $11::int[], $12::bytea[], $13::bigint[])
                e(i, ord, type, version, data, crc)),
            c AS MATERIALIZED (SELECT * FROM unnest($14::int[], $15::bigint[]) c(i, id)),
            o AS MATERIALIZED (SELECT * FROM unnest($16::int[], $17::int[], $18::text[], $19::text[], $20::text[], $21::bytea[])
                o(i, ord, recipient, key, type, data)),
            k AS MATERIALIZED (SELECT * FROM unnest($22::int[], $23::text[], $24::text[], $25::bytea[], $26::bigint[], $27::text[])
                k(i, work_id, class, request, priority, key)),
            v AS MATERIALIZED (SELECT * FROM unnest($28::int[], $29::int[], $30::bool[], $31::bytea[]) v(i, w, closed, data)),
            s AS MATERIALIZED (SELECT * FROM unnest($32::int[], $33::text[], $34::text[]) s(i, name, kind)),
            u AS MATERIALIZED (SELECT * FROM unnest($35::int[], $36::text[], $37::int[]) u(i, state, stop_at)),
            lck AS MATERIALIZED (
                SELECT a.number, t.i FROM t JOIN run r ON r.run_id = t.run_id JOIN actor a ON a.run = r.number AND a.name = t.name
                WHERE a.seq = t.expected AND a.term = t.term
                  AND (SELECT count(DISTINCT m.id) FROM c JOIN mailbox m ON m.id = c.id
                       WHERE c.i = t.i AND m.run = a.run AND m.recipient = a.name) = (SELECT count(*) FROM c WHERE c.i = t.i)
                ORDER BY a.number FOR UPDATE OF a),
            head AS (
                UPDATE actor a SET seq = a.seq + (SELECT count(*) FROM e WHERE e.i = t.i), status = coalesce(t.status, a.status),
                    reason = CASE WHEN t.status IS NULL THEN a.reason END,
                    owner = CASE WHEN coalesce(t.status, 'active') = 'active' THEN a.owner END
                FROM t JOIN lck ON lck.i = t.i WHERE a.number = lck.number AND a.seq = t.expected AND a.term = t.term
                RETURNING t.i, a.number, a.run, a.name, t.expected, t.term, t.turn_id),
            del AS (DELETE FROM mailbox m USING head h JOIN c ON c.i = h.i WHERE m.id = c.id AND m.run = h.run AND m.recipient = h.name),
            ev AS (
                INSERT INTO journal
                SELECT h.number, h.expected + e.ord, h.term, h.turn_id, e.type, e.version, e.data, e.crc, clock_timestamp()
                FROM head h JOIN e ON e.i = h.i),
            outb AS (
                INSERT INTO mailbox(run, recipient, key, type, data) SELECT h.run, o.recipient, o.key, o.type, o.data
                FROM head h JOIN o ON o.i = h.i ORDER BY h.i, o.ord ON CONFLICT DO NOTHING),
            want AS MATERIALIZED (
                SELECT h.run, h.name, k.work_id COLLATE "C" AS work_id, k.class, k.request, k.priority, k.key
                FROM head h JOIN k ON k.i = h.i),
            ask AS (
                INSERT INTO work(work_id, class, request, priority, first_run)
                SELECT DISTINCT ON (work_id) work_id, class, request, priority, run FROM want ORDER BY work_id, priority, run
                ON CONFLICT (work_id) DO UPDATE SET priority = least(work.priority, excluded.priority)
                RETURNING asked, work_id, state, result),
            dlv AS (
                INSERT INTO mailbox(run, recipient, key, type, data) SELECT w.run, w.name, w.key, 'result', a.result
                FROM ask a JOIN want w ON w.work_id = a.work_id WHERE a.state IN ('done', 'poison')
                ORDER BY w.run, w.name, w.key ON CONFLICT DO NOTHING),
            who AS (
                INSERT INTO work_requester(work, run, recipient, key) SELECT a.asked, w.run, w.name, w.key
                FROM ask a JOIN want w ON w.work_id = a.work_id WHERE a.state IN ('ready', 'leased') ON CONFLICT DO NOTHING),
            wv AS (
                INSERT INTO wave(actor, w, closed, data) SELECT h.number, v.w, v.closed, v.data FROM head h JOIN v ON v.i = h.i
                ON CONFLICT DO NOTHING),
            sp AS (
                INSERT INTO actor(run, name, kind) SELECT h.run, s.name, s.kind FROM head h JOIN s ON s.i = h.i ON CONFLICT DO NOTHING),
            rc AS (
                UPDATE run r SET state = coalesce(u.state, r.state), stop_at = coalesce(u.stop_at, r.stop_at)
                FROM head h JOIN u ON u.i = h.i WHERE r.number = h.run)
        SELECT h.i, (SELECT array_agg(DISTINCT a.owner) FROM o JOIN actor a ON a.run = h.run AND a.name = o.recipient
            WHERE o.i = h.i AND a.owner IS NOT NULL)
        FROM head h
        """;

    /// <summary>Returns the ordinals of the turns that committed, and whom they concern.</summary>
    public static async Task<(HashSet<int> Committed, Concern Concern)> Submit(NpgsqlConnection connection, IReadOnlyList<Turn> turns)
    {
        await using var batch = new NpgsqlBatch(connection);
        var statement = new NpgsqlBatchCommand(Sql);
        Fill(statement.Parameters, turns);
        batch.BatchCommands.Add(statement);
        foreach (var turn in turns.Where(t => t.Run?.State == RunState.Ended))
        {
            foreach (var (sql, arguments) in PostgresStore.UnaskEnded(turn.Actor.Run))
            {
                var command = new NpgsqlBatchCommand(sql);
                foreach (var argument in arguments)
                    command.Parameters.Add(new NpgsqlParameter { Value = argument });
                batch.BatchCommands.Add(command);
            }
        }

        var heads = (await PostgresCommands.ReadAll(batch).ConfigureAwait(false))[0];
        var concern = heads.Aggregate(
            Concern.None, (sum, head) => sum.And(Of(turns[(int)head[0]!])).And(Concern.Owners((string[]?)head[1] ?? [])));
        return ([.. heads.Select(head => (int)head[0]!)], concern);
    }

    /// <summary>Who waits for a wave is known to the waiting island alone.</summary>
    static Concern Of(Turn turn) =>
        turn.Waves.Count > 0 || turn.Spawned.Count > 0 || turn.Run is not null ? Concern.Everyone
        : turn.Asks.Count > 0 ? Concern.Work
        : Concern.None;

    static void Fill(NpgsqlParameterCollection parameters, IReadOnlyList<Turn> turns)
    {
        void Add<T>(IEnumerable<T> column) => parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. column] });

        (int I, int Ord, T Part)[] Of<T>(Func<Turn, IReadOnlyList<T>> parts) =>
            [.. turns.SelectMany((turn, i) => parts(turn).Select((part, ord) => (i, ord, part)))];

        Add(turns.Select((_, i) => i));
        Add(turns.Select(t => t.Actor.Run.Value));
        Add(turns.Select(t => t.Actor.Name));
        Add(turns.Select(t => t.ExpectedSeq));
        Add(turns.Select(t => t.Term.Value));
        Add(turns.Select(t => t.TurnId));
        Add(turns.Select(t => t.Status is { } status ? Words.Of(status) : null));

        var events = Of(t => t.Events);
        Add(events.Select(e => e.I));
        Add(events.Select(e => e.Ord + 1));
        Add(events.Select(e => e.Part.Type));
        Add(events.Select(e => e.Part.Version));
        Add(events.Select(e => PostgresStore.Bytes(e.Part.Data)));
        Add(events.Select(e => Checksum.OfEvent(turns[e.I].Actor.Name, turns[e.I].ExpectedSeq + e.Ord + 1, e.Part)));

        var consumed = Of(t => t.Consumed);
        Add(consumed.Select(c => c.I));
        Add(consumed.Select(c => c.Part));

        var messages = Of(t => t.Messages);
        Add(messages.Select(m => m.I));
        Add(messages.Select(m => m.Ord));
        Add(messages.Select(m => m.Part.Recipient));
        Add(messages.Select(m => TurnRules.MessageKey(turns[m.I], m.Ord)));
        Add(messages.Select(m => m.Part.Type));
        Add(messages.Select(m => PostgresStore.Bytes(m.Part.Data)));

        var asks = Of(t => t.Asks);
        Add(asks.Select(a => a.I));
        Add(asks.Select(a => a.Part.Work.Value));
        Add(asks.Select(a => a.Part.Class));
        Add(asks.Select(a => PostgresStore.Bytes(a.Part.Request)));
        Add(asks.Select(a => a.Part.Priority));
        Add(asks.Select(a => a.Part.Key));

        var waves = Of(t => t.Waves);
        Add(waves.Select(w => w.I));
        Add(waves.Select(w => w.Part.W));
        Add(waves.Select(w => w.Part.Closed));
        Add(waves.Select(w => PostgresStore.Bytes(w.Part.Data)));

        var spawned = Of(t => t.Spawned);
        Add(spawned.Select(s => s.I));
        Add(spawned.Select(s => s.Part.Name));
        Add(spawned.Select(s => s.Part.Kind));

        var changes = Of<RunChange>(t => t.Run is { } change ? [change] : []);
        Add(changes.Select(u => u.I));
        Add(changes.Select(u => u.Part.State is { } state ? Words.Of(state) : null));
        Add(changes.Select(u => u.Part.StopAt));
    }
}
