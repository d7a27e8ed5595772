using Akka.Actor;
using Akka.Actor.Setup;
using LossActors.Actors.Entities;
using LossActors.Persistence.Databases;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// Tells an actor system's lease which database it lies in and whose it is. No secret of the database is in any configuration.
/// </summary>
public sealed class NodeSetup(Database database, Incarnation incarnation) : Setup
{
    public Database Database => database;

    public Incarnation Incarnation => incarnation;

    internal static NodeSetup Of(ActorSystem system) => system.Settings.Setup.Get<NodeSetup>() is { HasValue: true } given
        ? given.Value : throw new InvalidOperationException("The actor system was made without NodeSetup in its setup.");
}
