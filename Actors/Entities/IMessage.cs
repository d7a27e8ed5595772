namespace LossActors.Actors.Entities;

/// <summary>What actors say to each other. Immutable; every message has a record of its own and a place in the wire format.</summary>
public interface IMessage;

/// <summary>What happened to an entity, as its journal keeps it. Immutable.</summary>
public interface IEvent;

/// <summary>Starts an entity, or tells it that a process has come that works for it. Not answered.</summary>
public sealed record Wake : IMessage;

/// <summary>A message on its way to an entity through the cluster.</summary>
public sealed record Addressed(EntityId To, IMessage Message) : IMessage;

/// <summary>What an entity must ask now. It asks again until the answer is an event of its own.</summary>
public sealed record Question(EntityId To, IMessage Message);

/// <summary>Who asked: where the answer goes. Equal for one living actor, another after it has moved or started anew.</summary>
public interface IAsker
{
    /// <summary>May be lost: who needs the answer asks again.</summary>
    void Answer(IMessage answer);
}

/// <summary>One start of a process: a random id. Which of them wrote, trained or vanished is told by it.</summary>
public readonly record struct Incarnation(string Id)
{
    public override string ToString() => Id;
}
