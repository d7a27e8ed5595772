using LossActors.Actors.Devices;
using LossActors.Host.Output;
using LossActors.Host.Running;
using LossActors.Persistence.Views;

namespace LossActors.Host.Terminal;

/// <summary>One line now and then, for logs and pipes.</summary>
sealed class PlainDisplay(TextWriter output, TimeSpan every) : IRunDisplay
{
    TimeSpan next = TimeSpan.Zero;

    public void Show(TrialView view, DeviceStatistics training, int lanes, TimeSpan elapsed)
    {
        if (elapsed < next) return;
        next = elapsed + every;
        output.WriteLine(Shown.Line(view switch
        {
            RunView run => RunFigures.Of(run, training, lanes, elapsed).Line,
            ComparisonView comparison => ComparisonProgress.Of(comparison, training, lanes, elapsed).Line,
            _ => throw new ArgumentOutOfRangeException(nameof(view)),
        }));
    }
}
