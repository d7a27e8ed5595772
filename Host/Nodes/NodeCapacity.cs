using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Host.Nodes;

/// <summary>What a node offers, as its row tells others and people.</summary>
sealed record NodeCapacity(bool HostsActors, Service Serves, IReadOnlyList<OfferedDevice> Devices)
{
    public int Lanes => Devices.Sum(d => d.Lanes);

    public static NodeCapacity Of(NodeOptions options, IReadOnlyList<OfferedDevice> devices) =>
        new(options.HostsActors, options.Serves, devices);

    public string ToJson() => JsonSerializer.Serialize(this, NodeCapacityJson.Default.NodeCapacity);

    /// <returns>Null: written by a version that says it otherwise.</returns>
    public static NodeCapacity? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, NodeCapacityJson.Default.NodeCapacity);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(NodeCapacity))]
sealed partial class NodeCapacityJson : JsonSerializerContext;
