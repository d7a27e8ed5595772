namespace LossActors.FormerPersistence;

/// <summary>What a caller hears who names something that the journal does not have.</summary>
static class Missing
{
    public static ArgumentException Run(RunId run) => new($"The journal has no run {run}.");

    public static ArgumentException Actor(ActorId actor) => new($"The journal has no actor {actor}.");
}
