using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Runs;

/// <summary>The bytes of a run's events and snapshot.</summary>
public static class RunJson
{
    const int Version = 1;

    static readonly EventCodec<RunEvent> Events = new(
        RunJsonContext.Canonical, Version,
        typeof(Planned), typeof(ClassNamed), typeof(TrialOpened), typeof(Answered), typeof(Tuned), typeof(IslandsFounded), typeof(Reported),
        typeof(StopSet), typeof(SearchEnded), typeof(FinalistsRanked), typeof(Ignored), typeof(RunEnded));

    static RunJsonContext Json => RunJsonContext.Canonical;

    public static NewEvent Write(RunEvent happened) => Events.Write(happened);

    /// <inheritdoc cref="EventCodec{TEvent}.Read"/>
    public static RunEvent Read(string type, int version, ReadOnlyMemory<byte> data) => Events.Read(type, version, data);

    public static ReadOnlyMemory<byte> Bytes(RunPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Json.RunPlan);

    public static RunPlan Plan(ReadOnlyMemory<byte> data) =>
        JsonSerializer.Deserialize(data.Span, Json.RunPlan) ?? throw new FormatException("A run's plan is empty.");

    public static ReadOnlyMemory<byte> Save(RunProgress run) => JsonSerializer.SerializeToUtf8Bytes(run, Json.RunProgress);

    public static RunProgress Load(ReadOnlyMemory<byte> data) =>
        JsonSerializer.Deserialize(data.Span, Json.RunProgress) ?? throw new FormatException("A run's snapshot is empty.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Planned))]
[JsonSerializable(typeof(ClassNamed))]
[JsonSerializable(typeof(TrialOpened))]
[JsonSerializable(typeof(Answered))]
[JsonSerializable(typeof(Tuned))]
[JsonSerializable(typeof(IslandsFounded))]
[JsonSerializable(typeof(Reported))]
[JsonSerializable(typeof(StopSet))]
[JsonSerializable(typeof(SearchEnded))]
[JsonSerializable(typeof(FinalistsRanked))]
[JsonSerializable(typeof(Ignored))]
[JsonSerializable(typeof(RunEnded))]
[JsonSerializable(typeof(RunPlan))]
[JsonSerializable(typeof(RunProgress))]
sealed partial class RunJsonContext : JsonSerializerContext
{
    static RunJsonContext? canonical;

    /// <summary>Formulas are full of + and *, which need no escaping outside HTML.</summary>
    public static RunJsonContext Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
