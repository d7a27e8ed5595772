using Akka.Actor;
using Akka.Actor.Setup;
using LossActors.Actors.Entities;

namespace LossActors.Persistence.Bytes;

/// <summary>Tells an actor system's serializers which events there are.</summary>
public sealed class EventCodecs(params IEnumerable<IEventCodec> codecs) : Setup
{
    public EventBytes Bytes { get; } = new(codecs);

    internal static EventBytes Of(ActorSystem system) => system.Settings.Setup.Get<EventCodecs>() is { HasValue: true } given
        ? given.Value.Bytes
        : throw new InvalidOperationException("The actor system was made without EventCodecs in its setup.");
}
