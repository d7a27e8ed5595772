using Akka.Actor;

namespace LossActors.Actors.Entities;

/// <summary>What an entity in an actor can do.</summary>
/// <param name="persist">The actor's way to write a step.</param>
sealed class ActorWorld(EntityShell shell, EntityId id, IActorContext context, Action<WrittenStep> persist) : IEntityWorld
{
    readonly IActorRef self = context.Self, parent = context.Parent;
    readonly ActorSystem system = context.System;

    public void Ask(EntityId whom, IMessage question) => shell.Regions.Of(whom).Tell(new Addressed(whom, question), self);

    public void TellDispatcher(IMessage message) => shell.Dispatcher.Tell(message, self);

    public void Persist(WrittenStep step) => persist(step);

    public void Passivate() => parent.Tell(shell.Passivate, self);

    /// <remarks>Not passivated, which a shard takes for the entity's own wish to be forgotten.</remarks>
    public void Restart() => context.Stop(self);

    public bool IsGone(Incarnation process, TimeSpan since) => shell.IsGone(process, since);

    public bool IsServed(EntityId entity) => shell.IsServed(entity);

    public void StandsStill(string reason) => system.EventStream.Publish(new EntityStandsStill(id, reason));
}
