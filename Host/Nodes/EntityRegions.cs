using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;

namespace LossActors.Host.Nodes;

/// <summary>The shard regions of a process, or the proxies of a process that hosts no actors.</summary>
sealed class EntityRegions(IReadOnlyActorRegistry registry) : IEntityRegions
{
    public IActorRef Of(EntityId entity) => entity switch
    {
        RunId => registry.Get<RunEntity>(),
        IslandId => registry.Get<IslandEntity>(),
        ComparisonId => registry.Get<ComparisonEntity>(),
        EvaluationId => registry.Get<EvaluationEntity>(),
        _ => throw new ArgumentOutOfRangeException(nameof(entity)),
    };
}

/// <summary>An entity's name in its region is its persistence id. Sharding reads its own messages by itself.</summary>
sealed class ByEntity(int shards) : HashCodeMessageExtractor(shards)
{
    public override string? EntityId(object message) => message switch
    {
        Addressed addressed => addressed.To.PersistenceId,
        _ => null,
    };

    public override object EntityMessage(object message) => message is Addressed addressed ? addressed.Message : message;
}
