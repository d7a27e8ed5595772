using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>Which processes are listed as up. A row that was set down stays down: who finds its own so ends.</summary>
sealed class NodeTable
{
    readonly HashSet<Incarnation> up = [];

    public void List(Incarnation process) => up.Add(process);

    public void Bury(Incarnation process) => up.Remove(process);

    public bool IsUp(Incarnation process) => up.Contains(process);

    public HashSet<Incarnation> Look() => [.. up];
}
