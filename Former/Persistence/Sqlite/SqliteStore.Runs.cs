using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Sqlite;

public sealed partial class SqliteStore
{
    const string RunColumns = "SELECT run_id, name, config, fingerprint, arithmetic_class, state, stop_at, created_at FROM run";

    public ValueTask<bool> Found(NewRun run)
    {
        var now = Now;
        return Write(s =>
        {
            var founded = s.TryFirst(
                """
                INSERT INTO run(run_id, name, config, fingerprint, state, created_at) VALUES(?1, ?2, ?3, ?4, 'running', ?5)
                ON CONFLICT(name) DO NOTHING RETURNING number
                """,
                static r => r.GetInt64(0), out var number, run.Id.Value, run.Name, run.Config, run.Fingerprint, now);
            if (!founded)
                return false;
            foreach (var actor in run.Actors)
                Spawn(s, number, actor);
            return true;
        });
    }

    public ValueTask<RunRecord?> FindRun(string name) => Answer(s => s.First(RunColumns + " WHERE name = ?1", ReadRun, name));

    public ValueTask<RunRecord?> GetRun(RunId run) => Answer(s => s.First(RunColumns + " WHERE run_id = ?1", ReadRun, run.Value));

    public ValueTask<IReadOnlyList<RunRecord>> Runs() =>
        Answer<IReadOnlyList<RunRecord>>(s => s.List(RunColumns + " ORDER BY number", ReadRun));

    public ValueTask SetRunState(RunId run, RunState state) => Write(s => Change(s, NumberOf(s, run), new(state)));

    public ValueTask<string> OfferClass(RunId run, string arithmeticClass) => Write(
        s => s.First(
            "UPDATE run SET arithmetic_class = coalesce(arithmetic_class, ?2) WHERE run_id = ?1 RETURNING arithmetic_class",
            static r => r.GetString(0), run.Value, arithmeticClass) ?? throw Missing.Run(run));

    static RunRecord ReadRun(SqliteDataReader r) => new(
        new(r.GetString(0)), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4),
        Words.Parse<RunState>(r.GetString(5)), r.IsDBNull(6) ? null : r.GetInt32(6), At(r.GetInt64(7)));

    static long NumberOf(SqliteSession s, RunId run) =>
        s.TryFirst("SELECT number FROM run WHERE run_id = ?1", static r => r.GetInt64(0), out var number, run.Value)
            ? number : throw Missing.Run(run);

    static void Change(SqliteSession s, long run, RunChange change)
    {
        s.Run(
            "UPDATE run SET state = coalesce(?2, state), stop_at = coalesce(?3, stop_at) WHERE number = ?1",
            run, change.State is { } state ? Words.Of(state) : null, change.StopAt);
        if (change.State == RunState.Ended)
            Unask(s, run);
    }

    /// <summary>An ended run asks for nothing, and work that nobody asks for is not worth doing. Results stay.</summary>
    static void Unask(SqliteSession s, long run)
    {
        foreach (var work in s.List("DELETE FROM work_requester WHERE run = ?1 RETURNING work", AskedOf, run))
            ForgetIfUnasked(s, work);
    }
}
