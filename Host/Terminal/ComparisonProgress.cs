using LossActors.Actors.Devices;
using LossActors.Persistence.Views;

namespace LossActors.Host.Terminal;

/// <summary>What a display says of a comparison at one moment.</summary>
/// <param name="Left">Time to the end of the phase at the present pace, or null while it cannot be told.</param>
sealed record ComparisonProgress(
    string Phase, int Ended, int Planned, int Diverged, double PerSecond, TimeSpan? Left, int Busy, int Lanes, TimeSpan Elapsed)
{
    public static ComparisonProgress Of(ComparisonView view, DeviceStatistics training, int lanes, TimeSpan elapsed)
    {
        var results = view.State.Trial?.Results ?? [];
        var ended = results.Count(r => r is not null);
        var perSecond = training.Evaluations / Math.Max(0.001, elapsed.TotalSeconds);
        var phase = view switch
        {
            { HasEnded: true } => "ended",
            { IsPaused: true } => "paused",
            { IsExperiment: true, State.Trainings: not null } => "reproducing",
            { State.Trainings: not null } => "comparing",
            { State.Tuning: not null } => "tuning learning rates",
            _ => "starting",
        };
        return new ComparisonProgress(
            phase, ended, results.Length, view.Diverged, perSecond,
            training.Evaluations > 4 && !view.HasEnded ? TimeSpan.FromSeconds((results.Length - ended) / perSecond) : null,
            training.Busy, lanes, elapsed);
    }

    public string Line =>
        $"{Elapsed:mm\\:ss}  {Phase}  trainings {Ended}/{Planned}  diverged {Diverged}  {PerSecond:0.0}/s"
        + (Left is { } left ? $"  left {left:mm\\:ss}" : "");
}
