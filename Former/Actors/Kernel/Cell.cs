using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Kernel;

/// <summary>An owned actor in memory, stepped by its node. One caller at a time.</summary>
public abstract class Cell(ActorLease lease)
{
    public ActorId Id => lease.Id;

    public Term Term => lease.Term;

    public long Seq { get; protected set; }

    /// <summary>The actor's sequence number when this node took it.</summary>
    protected long Head => lease.Seq;

    /// <summary>Takes at most one input and commits one turn.</summary>
    public abstract ValueTask<CellStep> Step(RunRecord run);

    /// <summary>Writes the state down, so that the next owner need not read the whole journal.</summary>
    public abstract ValueTask SaveSnapshot();
}

public enum CellStep
{
    /// <summary>What the actor awaits has not come, or its run holds it back.</summary>
    Idle,

    /// <summary>A turn was committed; there may be more to do.</summary>
    Moved,

    /// <summary>As <see cref="Moved"/>, and there are new actors to own.</summary>
    Spawned,

    /// <summary>The actor has ended: nothing more will happen to it.</summary>
    Ended,

    /// <summary>Another node owns the actor, or this copy is stale: forget it.</summary>
    Lost,
}
