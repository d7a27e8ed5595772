using Akka.Actor;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Persistence.Bytes;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>Messages and events as they come out of the program's own serialisers.</summary>
static class ThroughBytes
{
    static readonly WireSerializer Wire =
        new((ExtendedActorSystem)ActorSystem.Create("bytes", "akka { loglevel = OFF, stdout-loglevel = OFF }"));
    static readonly EventBytes Events = new(RunJson.Events, ComparisonJson.Events, IslandJson.Events, EvaluationJson.Events);

    public static IMessage Of(IMessage message) => (IMessage)Wire.FromBinary(Wire.ToBinary(message), Wire.Manifest(message));

    public static JournalRow Of(JournalRow row)
    {
        var (manifest, payload) = Events.Write(new Journaled(row.Event, row.Step, row.Writer, "machine", null));
        var read = Events.Read(manifest, payload);
        return row with { Event = read.Event, Step = read.Step, Writer = read.Process };
    }
}
