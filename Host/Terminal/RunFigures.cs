using LossActors.Actors.Trials;
using LossActors.Actors.Devices;
using LossActors.Actors.Islands;
using LossActors.Persistence.Views;

namespace LossActors.Host.Terminal;

/// <summary>What a display says of a run at one moment.</summary>
/// <param name="Phase">In words: tuning, searching, choosing the champion, …</param>
/// <param name="Left">Time to the end of the search at the present pace, or null while it cannot be told.</param>
sealed record RunFigures(
    string Phase, int Births, int BirthsPlanned, int Scored, int Diverged, int Redrawn, double PerSecond, TimeSpan? Left, Individual? Best,
    int Busy, int Lanes, TimeSpan Elapsed)
{
    public static RunFigures Of(RunView view, DeviceStatistics training, int lanes, TimeSpan elapsed)
    {
        var islands = view.Islands.Values;
        var planned = view.State.Plan is { } plan ? plan.Islands.Births * plan.Islands.Islands : 0;
        var scored = islands.Sum(i => i.State.BirthsScored);
        var perSecond = training.Evaluations / Math.Max(0.001, elapsed.TotalSeconds);
        return new RunFigures(
            PhaseOf(view), islands.Sum(i => i.State.Births), planned, scored, islands.Sum(i => i.State.Diverged),
            islands.Sum(i => i.Redrawn.Values.Sum()), perSecond,
            training.Evaluations > 4 && view.State.StoppedBy is null ? TimeSpan.FromSeconds((planned - scored) / perSecond) : null,
            view.BestOfHalls, training.Busy, lanes, elapsed);
    }

    public string Line =>
        $"{Elapsed:mm\\:ss}  {Phase}  births {Births}/{BirthsPlanned}  scored {Scored}  diverged {Diverged}  redrawn {Redrawn}  "
        + $"{PerSecond:0.0}/s"
        + (Left is { } left ? $"  left {left:mm\\:ss}" : "")
        + (Best is { } best ? $"  best {1 - best.Score:0.0000}  {best.Genome}" : "");

    static string PhaseOf(RunView view) => view.State switch
    {
        { Outcome: null, IsPaused: true } => "paused",
        { Outcome: not null } => "ended",
        { Trial.Plan.Stage: TrialStage.Proof } => "comparing with the baselines",
        { Trial.Plan.Stage: TrialStage.Selection } => "choosing the champion",
        { IslandsFounded: true } => "searching",
        { Trial.Plan.Stage: TrialStage.Tuning } => "tuning cross-entropy's learning rate",
        _ => "starting",
    };
}
