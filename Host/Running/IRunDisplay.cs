using LossActors.Actors.Devices;
using LossActors.Persistence.Views;

namespace LossActors.Host.Running;

/// <summary>Shows people how a run or comparison goes.</summary>
interface IRunDisplay
{
    void Show(TrialView view, DeviceStatistics training, int lanes, TimeSpan elapsed);
}
