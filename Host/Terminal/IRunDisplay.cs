using LossActors.Actors.Devices;
using LossActors.Actors.Runs;

namespace LossActors.Host.Terminal;

/// <summary>Shows people how a run goes.</summary>
interface IRunDisplay
{
    void Show(RunView view, DeviceStatistics training, int lanes, TimeSpan elapsed);
}
