using LossActors.Actors.Devices;
using LossActors.Actors.Runs;

namespace LossActors.Host.Terminal;

/// <summary>One line now and then, for logs and pipes.</summary>
sealed class PlainDisplay(TextWriter output, TimeSpan every) : IRunDisplay
{
    TimeSpan next = TimeSpan.Zero;

    public void Show(RunView view, DeviceStatistics training, int lanes, TimeSpan elapsed)
    {
        if (elapsed < next) return;
        next = elapsed + every;
        output.WriteLine(view.Study is null ? RunFigures.Of(view, training, lanes, elapsed).Line : ComparisonProgress.Of(view, training, lanes, elapsed).Line);
    }
}
