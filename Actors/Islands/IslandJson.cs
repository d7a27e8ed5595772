using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Islands;

/// <summary>The canonical bytes of an island's events and state.</summary>
public static class IslandJson
{
    /// <summary>The first part of an island's persistence id.</summary>
    public const string Kind = "island";

    const int Version = 1;

    static IslandJsonContext Json => IslandJsonContext.Canonical;

    public static EventCodec<IslandEvent> Events { get; } = new(
        Kind, Json, Version,
        typeof(Founded), typeof(SteersGiven), typeof(Born), typeof(Scored), typeof(Promoted), typeof(Remeasured), typeof(Retired),
        typeof(WavePublished), typeof(WaveTaken), typeof(Steered), typeof(CommandTaken), typeof(IslandEnded));

    /// <summary>Whether two plans say the same.</summary>
    public static bool AreEqual(IslandPlan a, IslandPlan b) =>
        JsonSerializer.Serialize(a, Json.IslandPlan) == JsonSerializer.Serialize(b, Json.IslandPlan);

    /// <summary>A steer's canonical bytes.</summary>
    public static byte[] Bytes(Steering change) => JsonSerializer.SerializeToUtf8Bytes(change, Json.Steering);

    /// <exception cref="JsonException">Not a steer.</exception>
    public static Steering Steering(ReadOnlySpan<byte> data) =>
        JsonSerializer.Deserialize(data, Json.Steering) ?? throw new FormatException("A steer is empty.");

    /// <summary>Equal states give equal bytes.</summary>
    public static byte[] Save(IslandState state) => JsonSerializer.SerializeToUtf8Bytes(IslandSnapshot.Of(state), Json.IslandSnapshot);

    /// <exception cref="SnapshotException">Not to be read.</exception>
    public static IslandState Load(EntitySnapshot snapshot)
    {
        if ((snapshot.Kind, snapshot.Format) != (Kind, IslandSnapshot.Format))
            throw new SnapshotException($"A snapshot of '{snapshot.Kind}' in format {snapshot.Format} is no island's of this version.");
        try
        {
            var saved = JsonSerializer.Deserialize(snapshot.State.Span, Json.IslandSnapshot) ?? throw new FormatException("It is empty.");
            return saved.Plan is not { DecisionVersion: not IslandPlan.CurrentDecisionVersion and var version }
                ? saved.ToState()
                : throw new FormatException($"It is of decision version {version}.");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NullReferenceException)
        {
            throw new SnapshotException($"An island's snapshot does not read: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Founded))]
[JsonSerializable(typeof(SteersGiven))]
[JsonSerializable(typeof(Born))]
[JsonSerializable(typeof(Scored))]
[JsonSerializable(typeof(Promoted))]
[JsonSerializable(typeof(Remeasured))]
[JsonSerializable(typeof(Retired))]
[JsonSerializable(typeof(WavePublished))]
[JsonSerializable(typeof(WaveTaken))]
[JsonSerializable(typeof(Steered))]
[JsonSerializable(typeof(CommandTaken))]
[JsonSerializable(typeof(IslandEnded))]
[JsonSerializable(typeof(IslandPlan))]
[JsonSerializable(typeof(Steering))]
[JsonSerializable(typeof(IslandSnapshot))]
sealed partial class IslandJsonContext : JsonSerializerContext
{
    static IslandJsonContext? canonical;

    /// <summary>Formulas are full of + and *, which need no escaping outside HTML.</summary>
    public static IslandJsonContext Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
