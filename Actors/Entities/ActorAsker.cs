using Akka.Actor;

namespace LossActors.Actors.Entities;

/// <summary>An actor that asked, and the one that answers.</summary>
public sealed record ActorAsker(IActorRef To, IActorRef From) : IAsker
{
    public void Answer(IMessage answer) => To.Tell(answer, From);
}
