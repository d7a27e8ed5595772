using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

public sealed partial class PostgresStore
{
    const string RunColumns = "SELECT run_id, name, config, fingerprint, arithmetic_class, state, stop_at, created_at FROM run";

    public async ValueTask<bool> Found(NewRun run)
    {
        var rows = await WriteTogether(
            (
                """
                INSERT INTO run(run_id, name, config, fingerprint, state, created_at) VALUES($1, $2, $3, $4, 'running', clock_timestamp())
                ON CONFLICT DO NOTHING
                """,
                [run.Id.Value, run.Name, run.Config, run.Fingerprint]),
            (
                """
                INSERT INTO actor(run, name, kind) SELECT r.number, a.name, a.kind
                FROM run r, unnest($3::text[], $4::text[]) a(name, kind) WHERE r.run_id = $1 AND r.name = $2 ON CONFLICT DO NOTHING
                """,
                [run.Id.Value, run.Name, run.Actors.Select(a => a.Name).ToArray(), run.Actors.Select(a => a.Kind).ToArray()]),
            ("SELECT 1 FROM run WHERE run_id = $1 AND name = $2", [run.Id.Value, run.Name])).ConfigureAwait(false);
        return rows[^1].Count == 1;
    }

    public ValueTask<RunRecord?> FindRun(string name) => First(RunColumns + " WHERE name = $1", ReadRun, name);

    public ValueTask<RunRecord?> GetRun(RunId run) => First(RunColumns + " WHERE run_id = $1", ReadRun, run.Value);

    public ValueTask<IReadOnlyList<RunRecord>> Runs() => List(RunColumns + " ORDER BY number", ReadRun);

    public async ValueTask SetRunState(RunId run, RunState state)
    {
        var rows = await WriteTogether(
            [
                ("UPDATE run SET state = $2 WHERE run_id = $1 RETURNING 1", [run.Value, Words.Of(state)]),
                .. state == RunState.Ended ? UnaskEnded(run) : [],
            ]).ConfigureAwait(false);
        if (rows[0].Count == 0)
            throw Missing.Run(run);
    }

    public async ValueTask<string> OfferClass(RunId run, string arithmeticClass)
    {
        var chosen = await Write((c, _) => c.List(
            "UPDATE run SET arithmetic_class = coalesce(arithmetic_class, $2) WHERE run_id = $1 RETURNING arithmetic_class",
            static r => r.GetString(0), run.Value, arithmeticClass)).ConfigureAwait(false);
        return chosen.FirstOrDefault() ?? throw Missing.Run(run);
    }

    /// <summary>
    /// Ready work that nobody asks for is not worth doing. Locked first and looked at again by the next statement, which sees who has
    /// asked meanwhile.
    /// </summary>
    static (string, object?[])[] ForgetUnasked =>
    [
        (
            """
            SELECT FROM work w WHERE w.state = 'ready' AND NOT EXISTS (SELECT FROM work_requester q WHERE q.work = w.asked)
            ORDER BY w.work_id FOR UPDATE OF w
            """, []),
        ("DELETE FROM work w WHERE w.state = 'ready' AND NOT EXISTS (SELECT FROM work_requester q WHERE q.work = w.asked)", []),
    ];

    /// <summary>An ended run asks for nothing. Results stay.</summary>
    internal static (string, object?[])[] UnaskEnded(RunId run) =>
    [
        ("DELETE FROM work_requester q USING run r WHERE r.number = q.run AND r.run_id = $1 AND r.state = 'ended'", [run.Value]),
        .. ForgetUnasked,
    ];

    static RunRecord ReadRun(NpgsqlDataReader r) => new(
        new(r.GetString(0)), r.GetString(1), r.GetString(2), r.GetString(3), Text(r, 4),
        Words.Parse<RunState>(r.GetString(5)), r.IsDBNull(6) ? null : r.GetInt32(6), At(r, 7));
}
