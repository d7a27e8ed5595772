using LossActors.Actors.Entities;
using LossActors.Host.Output;
using LossActors.Host.Running;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Views;

namespace LossActors.Host.Terminal;

/// <summary>How runs stand, in lines. Reads only what has come since the last time.</summary>
/// <param name="find">The runs and comparisons that are meant.</param>
sealed class StatusText(JournalReader journal, Func<Task<IReadOnlyList<TrialView>>> find)
{
    readonly Dictionary<EntityId, TrialView> known = [];

    /// <summary>A paragraph for each run; empty where there is none.</summary>
    public async Task<string> Now()
    {
        var lines = new List<string>();
        var nodes = (await journal.Nodes()).Where(LocalLook.IsAtWork).ToList();
        var parked = await journal.Parked();
        foreach (var found in await find())
        {
            if (!known.TryGetValue(found.Id, out var view)) known[found.Id] = view = found;
            await view.Refresh();
            Describe(view, nodes, parked, lines);
        }

        return string.Join('\n', lines.Select(Shown.Line));
    }

    static void Describe(TrialView view, List<NodeRow> nodes, List<Parked> parked, List<string> lines)
    {
        lines.Add($"{view.Name}: {(view.HasEnded ? "ended" : view.IsPaused ? "paused" : "running")}");
        var costs = view.Costs;
        lines.Add(
            $"  evaluations: {costs.Trained} trained, {costs.Cached} known already, {costs.Condemned} given up; "
            + $"{costs.Seconds:0} s of training");
        if (!view.HasEnded)
        {
            lines.Add(nodes.Count == 0
                ? "  no node is working on it"
                : $"  nodes: {string.Join(", ", nodes.Select(n => $"{n.Entry.Name} (process {n.Entry.Pid})"))}");
        }

        if (view is ComparisonView { State.Trial: { } trial } comparison)
        {
            var done = trial.Results.Count(r => r is not null);
            var phase = comparison.IsExperiment ? "reproducing"
                : comparison.State.Trainings is null ? "tuning learning rates"
                : "comparing";
            lines.Add($"  {phase}: {done} of {trial.Results.Length} trainings");
        }

        if (view is RunView run) Describe(run, lines);
        lines.AddRange(parked.Where(p => IsOf(p, view)).Select(p => $"  {p.PersistenceId} is parked: {p.Reason}"));
    }

    static void Describe(RunView run, List<string> lines)
    {
        foreach (var (number, island) in run.Islands)
        {
            lines.Add(
                $"  island {number}: {island.State.BirthsScored} of {island.State.Plan?.Births} births scored, "
                + $"{island.State.Open.Count} in flight"
                + (run.Awaited(number) is { } awaited ? $", waits for wave {awaited.Wave} of {string.Join(", ", awaited.Late)}" : "")
                + (island.Best is { } best ? $"; best {1 - best.Score:0.0000}  {best.Genome}" : ""));
        }

        if (run is { HasEnded: true, State.Outcome.Champion: null }) lines.Add($"  {NoChampion.Why(run, StopReason.Ended)}");
        if (run.State.Outcome is { Champion: { } champion } outcome)
        {
            lines.Add(
                $"  champion {champion.Genome}, test accuracy {outcome.Rows[0].Test:0.0000} "
                + $"(cross-entropy {outcome.Rows[1].Test:0.0000})");
        }
    }

    /// <summary>An evaluation is everybody's.</summary>
    static bool IsOf(Parked parked, TrialView view) => EntityId.Parse(parked.PersistenceId) switch
    {
        IslandId island => view.Id == new RunId(island.Run),
        EvaluationId => !view.HasEnded,
        var other => view.Id == other,
    };
}
