using Akka.Actor;
using LossActors.Actors.Entities;

namespace LossActors.Cluster.Bench.Shapes;

/// <summary>Where entities live in this process.</summary>
sealed class LocalRegions : IEntityRegions
{
    public Func<EntityId, IActorRef> Where { get; set; } = _ => ActorRefs.Nobody;

    public IActorRef Of(EntityId entity) => Where(entity);
}

/// <summary>What an entity tells its region when it has nothing to do.</summary>
sealed record Rest;

/// <summary>Starts an entity at its first message. What comes while one ends is lost, and asked again.</summary>
sealed class LocalRegion : ReceiveActor
{
    public LocalRegion(Func<EntityId, Props> props)
    {
        Receive<Rest>(_ => Sender.Tell(EndLife.Instance));
        Receive<Addressed>(message =>
        {
            var name = Uri.EscapeDataString(message.To.PersistenceId);
            var child = Context.Child(name);
            (child.IsNobody() ? Context.ActorOf(props(message.To), name) : child).Forward(message.Message);
        });
    }
}

/// <summary>Sixteen shelves, and which of them holds a key.</summary>
sealed class ShelfRegion : ReceiveActor
{
    const int Shelves = 16;

    public ShelfRegion(EntityShell shell)
    {
        var shelves = Enumerable.Range(0, Shelves).Select(i => Context.ActorOf(EvaluationShelf.Props(shell, i), $"shelf-{i}")).ToArray();
        Receive<Addressed>(message => shelves[Convert.ToInt32(((EvaluationId)message.To).Key.Hash[..2], 16) % Shelves].Forward(message));
    }
}
