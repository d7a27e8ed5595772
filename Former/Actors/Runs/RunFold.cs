using System.Collections.Immutable;
using LossActors.FormerActors.Islands;

namespace LossActors.FormerActors.Runs;

/// <summary>How a run's progress follows from its events.</summary>
public static class RunFold
{
    public static RunProgress Apply(RunProgress run, RunEvent happened) => happened switch
    {
        Planned e => run with { Plan = e.Plan, Recipe = e.Plan.Islands.Recipe },
        ClassNamed e => run with { ArithmeticClass = e.ArithmeticClass },
        TrialOpened e => run with
        {
            Trial = new Trial(e.Stage, e.Entrants, e.Draws, e.FirstTicket, [.. new string?[e.Entrants.Length * e.Draws.Length]]),
            Tickets = e.FirstTicket + e.Entrants.Length * e.Draws.Length,
        },
        Answered e => run with { Trial = run.Trial!.With(e.Ticket, e.Result.Text) },
        Tuned e => run with { Recipe = e.Recipe },
        IslandsFounded => run with { IslandsFounded = true },
        Reported e => OnReported(run, e.Report),
        StopSet e => run with { StopAt = e.Birth },
        SearchEnded e => run with { StoppedBy = e.StoppedBy },
        FinalistsRanked e => run with { Finalists = e.Finalists },
        Ignored => run,
        RunEnded e => run with { Outcome = e.Outcome },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    static RunProgress OnReported(RunProgress run, IslandReport report)
    {
        var before = run.Reports.GetValueOrDefault(report.Island, ImmutableList<IslandReport>.Empty);
        var changed = before.IsEmpty || !before[^1].Hall.SequenceEqual(report.Hall);
        var reports = run.Plan!.Islands.Target is null ? [report] : changed ? before.Add(report) : before;
        return run with { Reports = run.Reports.SetItem(report.Island, reports), Latest = run.Latest.SetItem(report.Island, report) };
    }
}
