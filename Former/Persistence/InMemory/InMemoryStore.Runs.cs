namespace LossActors.FormerPersistence.InMemory;

public sealed partial class InMemoryStore
{
    readonly Dictionary<RunId, RunRow> runs = [];

    public ValueTask<bool> Found(NewRun run) => Write(() =>
    {
        if (runs.Values.Any(r => r.Record.Name == run.Name))
            return false;
        var record = new RunRecord(run.Id, run.Name, run.Config, run.Fingerprint, null, RunState.Running, null, time.GetUtcNow());
        runs.Add(run.Id, new(record, runs.Count));
        foreach (var actor in run.Actors)
            Spawn(run.Id, actor);
        return true;
    });

    public ValueTask<RunRecord?> FindRun(string name) => Read(() => runs.Values.FirstOrDefault(r => r.Record.Name == name)?.Record);

    public ValueTask<RunRecord?> GetRun(RunId run) => Read(() => runs.GetValueOrDefault(run)?.Record);

    public ValueTask<IReadOnlyList<RunRecord>> Runs() =>
        Read<IReadOnlyList<RunRecord>>(() => [.. runs.Values.Select(r => r.Record)]);

    public ValueTask SetRunState(RunId run, RunState state) => Write(() => Change(run, new(state)));

    public ValueTask<string> OfferClass(RunId run, string arithmeticClass) => Write<string>(
        () =>
        {
            var row = RunOf(run);
            var chosen = row.Record.ArithmeticClass ?? arithmeticClass;
            row.Record = row.Record with { ArithmeticClass = chosen };
            return chosen;
        });

    RunRow RunOf(RunId run) => runs.GetValueOrDefault(run) ?? throw Missing.Run(run);

    void Change(RunId run, RunChange change)
    {
        var row = RunOf(run);
        row.Record = row.Record with { State = change.State ?? row.Record.State, StopAt = change.StopAt ?? row.Record.StopAt };
        if (change.State == RunState.Ended)
            Unask(run);
    }

    /// <summary>An ended run asks for nothing, and work that nobody asks for is not worth doing. Results stay.</summary>
    void Unask(RunId run)
    {
        foreach (var work in open.Values.Where(w => w.Requesters.RemoveWhere(q => q.Asker.Run == run) > 0).ToArray())
            ForgetIfUnasked(work);
    }
}
