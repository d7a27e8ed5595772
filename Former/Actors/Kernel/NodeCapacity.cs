using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.FormerActors.Kernel;

/// <summary>What a node offers, kept with its row.</summary>
/// <param name="HostsActors">Whether it takes islands and runs, or only trains.</param>
/// <param name="Lanes">Trainings at a time, all devices together.</param>
/// <param name="Devices">In words, for people.</param>
/// <param name="ArithmeticClass">Null for a node that trains nothing.</param>
/// <param name="OnlyRun">The one run it serves, or null for all of the journal.</param>
public sealed record NodeCapacity(bool HostsActors, int Lanes, string Devices, string? ArithmeticClass, string? OnlyRun)
{
    public string ToJson() => JsonSerializer.Serialize(this, NodeCapacityJson.Default.NodeCapacity);

    public static NodeCapacity Parse(string json) =>
        JsonSerializer.Deserialize(json, NodeCapacityJson.Default.NodeCapacity) ?? throw new FormatException("A node's capacity is empty.");

    public bool Hosts(string run) => HostsActors && (OnlyRun is null || OnlyRun == run);
}

[JsonSerializable(typeof(NodeCapacity))]
sealed partial class NodeCapacityJson : JsonSerializerContext;
