namespace LossActors.Actors.Entities;

/// <summary>Ends an entity's life in memory between two steps: after passivation, and when its shard moves.</summary>
public sealed record EndLife
{
    public static readonly EndLife Instance = new();
}

/// <summary>Published in a process when one of its entities cannot go on by itself, for people to see.</summary>
/// <param name="Reason">In a sentence.</param>
public sealed record EntityStandsStill(EntityId Entity, string Reason);
