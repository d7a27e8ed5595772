using LossActors.Actors.Runs;
using LossActors.FormerPersistence;

namespace LossActors.Host.Terminal;

/// <summary>How runs stand, in lines. Reads only what has come since the last time.</summary>
sealed class StatusText(IStore store, Func<ValueTask<IReadOnlyList<RunRecord>>> runs)
{
    readonly Dictionary<RunId, RunView> views = [];

    /// <summary>A paragraph for each run; empty where there is none.</summary>
    public async ValueTask<string> Now()
    {
        var lines = new List<string>();
        var nodes = (await store.Nodes()).Where(n => n.State == NodeState.Active).ToList();
        foreach (var run in await runs())
        {
            if (!views.TryGetValue(run.Id, out var view)) views[run.Id] = view = new RunView(store, run);
            await view.Refresh();
            await Describe(view, nodes, lines);
        }

        return string.Join('\n', lines);
    }

    async ValueTask Describe(RunView view, List<NodeRecord> nodes, List<string> lines)
    {
        var run = view.Run;
        var totals = await store.Totals(run.Id);
        lines.Add($"{run.Name}: {run.State.ToString().ToLowerInvariant()}, founded {run.CreatedAt:u}");
        lines.Add($"  evaluations: {totals.Done} trained, {totals.Leased} in training, {totals.Ready} waiting, {totals.Poison} given up; {totals.TrainingSeconds:0} s of training");
        lines.Add(nodes.Count == 0 ? "  no node is working on it" : $"  nodes: {string.Join(", ", nodes.Select(n => $"{n.Info.Name} (process {n.Info.Pid})"))}");
        if (view.Study is { Current: { } trial } study)
            lines.Add($"  {(study.Trainings is null ? "tuning learning rates" : "comparing")}: {trial.Results.Count(r => r is not null)} of {trial.Size} trainings");
        foreach (var (number, island) in view.Islands)
        {
            lines.Add(
                $"  island {number}: {island.State.BirthsScored} of {island.State.Plan?.Births} births scored, {island.State.Open.Count} in flight"
                + (view.Awaited(number) is { } awaited ? $", waits for wave {awaited.Wave} of {string.Join(", ", awaited.Late)}" : "")
                + (island.Best is { } best ? $"; best {1 - best.Score:0.0000}  {best.Genome}" : ""));
        }

        foreach (var parked in (await store.Actors(run.Id)).Where(a => a.Status == ActorStatus.Parked)) lines.Add($"  {parked.Id.Name} is parked: {parked.Reason}");
        if (view.Progress.Outcome is { Champion: { } champion } outcome)
            lines.Add($"  champion {champion.Genome}, test accuracy {outcome.Rows[0].Test:0.0000} (cross-entropy {outcome.Rows[1].Test:0.0000})");
    }
}
