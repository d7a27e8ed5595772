using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;

namespace LossActors.Actors.Runs;

/// <summary>The bytes of a run's events and snapshot.</summary>
public static class RunJson
{
    const string Kind = "run";
    const int SnapshotFormat = 1;

    public static EventCodec<RunEvent> Events { get; } = new(
        Kind, RunJsonContext.Canonical, version: 1,
        typeof(Planned), typeof(ClassNamed), typeof(TrialOpened), typeof(Answered), typeof(Tuned), typeof(IslandsFounded),
        typeof(SearchEnded), typeof(FinalistsRanked), typeof(RunEnded), typeof(Paused), typeof(Continued));

    public static EntitySnapshot Save(RunState run, long step) =>
        new(Kind, SnapshotFormat, step, JsonSerializer.SerializeToUtf8Bytes(run, RunJsonContext.Canonical.RunState));

    /// <exception cref="SnapshotException">Another format, or damaged.</exception>
    public static RunState Load(EntitySnapshot snapshot) =>
        snapshot.Read(Kind, SnapshotFormat, RunJsonContext.Canonical.RunState);

    internal static byte[] Bytes(RunPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, RunJsonContext.Canonical.RunPlan);

    internal static byte[] Bytes(ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> steers) =>
        JsonSerializer.SerializeToUtf8Bytes(steers, RunJsonContext.Canonical.ImmutableSortedDictionaryInt32ImmutableArrayRepeatedSteer);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Planned))]
[JsonSerializable(typeof(ClassNamed))]
[JsonSerializable(typeof(TrialOpened))]
[JsonSerializable(typeof(Answered))]
[JsonSerializable(typeof(Tuned))]
[JsonSerializable(typeof(IslandsFounded))]
[JsonSerializable(typeof(SearchEnded))]
[JsonSerializable(typeof(FinalistsRanked))]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(Paused))]
[JsonSerializable(typeof(Continued))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(RunState))]
sealed partial class RunJsonContext : JsonSerializerContext
{
    static RunJsonContext? canonical;

    /// <summary>Formulas are full of + and *, which need no escaping outside HTML.</summary>
    public static RunJsonContext Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
