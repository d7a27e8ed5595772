using LossActors.Actors.Entities;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Simulation.Tests.Worlds;

static class Sharding
{
    /// <summary>Whom a node that sees these machines holds for an entity's owner.</summary>
    public static int Owner(EntityId id, IReadOnlyList<int> view) => view[(int)(Mix.Of(id.PersistenceId) % (ulong)view.Count)];
}
