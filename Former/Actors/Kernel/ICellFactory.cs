using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>Makes the actor of a kind from its journal.</summary>
public interface ICellFactory
{
    /// <exception cref="UnknownEventException">The journal is of a newer version.</exception>
    ValueTask<Cell> Recover(ActorLease lease);
}
