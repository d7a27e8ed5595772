using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Islands;

/// <summary>
/// The canonical bytes of an island's events and waves: properties in the order declared, numbers shortest round-trip, no white
/// space. A change of a record's form needs a new version number here.
/// </summary>
public static class IslandJson
{
    const int Version = 1;

    static readonly EventCodec<IslandEvent> Events = new(
        IslandJsonContext.Canonical, Version,
        typeof(Founded), typeof(Born), typeof(Scored), typeof(Promoted), typeof(Remeasured), typeof(Retired),
        typeof(WavePublished), typeof(WaveTaken), typeof(Steered), typeof(IslandEnded));

    static IslandJsonContext Json => IslandJsonContext.Canonical;

    public static NewEvent Write(IslandEvent happened) => Events.Write(happened);

    /// <inheritdoc cref="EventCodec{TEvent}.Read"/>
    public static IslandEvent Read(string type, int version, ReadOnlyMemory<byte> data) => Events.Read(type, version, data);

    public static ReadOnlyMemory<byte> Bytes(IslandPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Json.IslandPlan);

    public static IslandPlan Plan(ReadOnlyMemory<byte> data) =>
        JsonSerializer.Deserialize(data.Span, Json.IslandPlan) ?? throw new FormatException("An island's plan is empty.");

    public static ReadOnlyMemory<byte> Bytes(ImmutableArray<Individual> individuals) =>
        JsonSerializer.SerializeToUtf8Bytes(individuals, Json.ImmutableArrayIndividual);

    public static ImmutableArray<Individual> Individuals(ReadOnlyMemory<byte> data) => JsonSerializer.Deserialize(data.Span, Json.ImmutableArrayIndividual);

    public static ReadOnlyMemory<byte> Bytes(Steering change) => JsonSerializer.SerializeToUtf8Bytes(change, Json.Steering);

    public static Steering Steering(ReadOnlyMemory<byte> data) =>
        JsonSerializer.Deserialize(data.Span, Json.Steering) ?? throw new FormatException("A steer is empty.");

    public static ReadOnlyMemory<byte> Save(IslandState state) => JsonSerializer.SerializeToUtf8Bytes(IslandSnapshot.Of(state), Json.IslandSnapshot);

    public static IslandState Load(ReadOnlyMemory<byte> data) =>
        (JsonSerializer.Deserialize(data.Span, Json.IslandSnapshot) ?? throw new FormatException("An island's snapshot is empty.")).ToState();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Founded))]
[JsonSerializable(typeof(Born))]
[JsonSerializable(typeof(Scored))]
[JsonSerializable(typeof(Promoted))]
[JsonSerializable(typeof(Remeasured))]
[JsonSerializable(typeof(Retired))]
[JsonSerializable(typeof(WavePublished))]
[JsonSerializable(typeof(WaveTaken))]
[JsonSerializable(typeof(Steered))]
[JsonSerializable(typeof(IslandEnded))]
[JsonSerializable(typeof(IslandPlan))]
[JsonSerializable(typeof(IslandReport))]
[JsonSerializable(typeof(IslandSnapshot))]
[JsonSerializable(typeof(ImmutableArray<Individual>))]
sealed partial class IslandJsonContext : JsonSerializerContext
{
    static IslandJsonContext? canonical;

    /// <summary>Formulas are full of + and *, which need no escaping outside HTML.</summary>
    public static IslandJsonContext Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
