using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>What happens to a message on its way from one process to another: nothing, unless a serialiser is plugged in.</summary>
static class Wires
{
    public static Func<IMessage, IMessage> Carry { get; set; } = message => message;
}
