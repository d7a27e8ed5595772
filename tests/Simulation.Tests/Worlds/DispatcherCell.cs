using LossActors.Actors.Devices;
using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>The dispatcher of a process that believes to be the oldest member. There may be several, each believing so.</summary>
sealed class DispatcherCell
{
    readonly Dispatcher dispatcher = new();
    readonly Process process;

    public DispatcherCell(Process process)
    {
        this.process = process;
        process.Every(Patience.Tick, () => process.Dispatcher == this, () => dispatcher.Tick(process.Now));
    }

    public void Receive(IMessage message, IAsker asker)
    {
        process.World.Trace($"{process} dispatcher <- {Words.Of(message)}");
        dispatcher.Receive(message, asker, process.Now);
    }

    public override string ToString() =>
        $"dispatcher of {process.Incarnation}: {dispatcher.Wants} wants, "
        + $"{string.Join(", ", dispatcher.Devices.Select(d => $"{d.Process} {d.Free} of {d.Lanes} free"))}";
}
