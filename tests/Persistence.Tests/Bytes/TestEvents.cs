using System.Text.Json.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Persistence.Tests.Bytes;

public abstract record TestEvent : IEvent;

public sealed record Grown(int Size, double Weight, string Note) : TestEvent;

public sealed record Shrunk(string Why) : TestEvent;

public static class TestEvents
{
    public static IEventCodec Codec { get; } = new EventCodec<TestEvent>("test", TestEventJson.Default, 1, typeof(Grown), typeof(Shrunk));

    public static Journaled Journaled(IEvent happened, long step = 1) =>
        new(happened, step, new Incarnation("p1"), "node/1", new Cost("e1", 0.1, "run/r", "cpu"));
}

[JsonSerializable(typeof(Grown))]
[JsonSerializable(typeof(Shrunk))]
sealed partial class TestEventJson : JsonSerializerContext;
