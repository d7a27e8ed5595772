using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Comparisons;

/// <summary>The bytes of a comparison's events and snapshot.</summary>
public static class ComparisonJson
{
    const string Kind = "comparison";
    const int SnapshotFormat = 1;

    public static EventCodec<ComparisonEvent> Events { get; } = new(
        Kind, ComparisonJsonContext.Canonical, version: 1,
        typeof(ComparisonPlanned), typeof(ClassAgreed), typeof(TrainingsAsked), typeof(TrainingAnswered), typeof(ComparisonEnded),
        typeof(ComparisonPaused), typeof(ComparisonContinued));

    public static EntitySnapshot Save(ComparisonState state, long step) =>
        new(Kind, SnapshotFormat, step, JsonSerializer.SerializeToUtf8Bytes(state, ComparisonJsonContext.Canonical.ComparisonState));

    /// <exception cref="SnapshotException">Another format, or damaged.</exception>
    public static ComparisonState Load(EntitySnapshot snapshot) =>
        snapshot.Read(Kind, SnapshotFormat, ComparisonJsonContext.Canonical.ComparisonState);

    internal static byte[] Bytes(ComparisonPlan plan) =>
        JsonSerializer.SerializeToUtf8Bytes(plan, ComparisonJsonContext.Canonical.ComparisonPlan);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ComparisonPlanned))]
[JsonSerializable(typeof(ClassAgreed))]
[JsonSerializable(typeof(TrainingsAsked))]
[JsonSerializable(typeof(TrainingAnswered))]
[JsonSerializable(typeof(ComparisonEnded))]
[JsonSerializable(typeof(ComparisonPaused))]
[JsonSerializable(typeof(ComparisonContinued))]
[JsonSerializable(typeof(ComparisonPlan))]
[JsonSerializable(typeof(ComparisonState))]
sealed partial class ComparisonJsonContext : JsonSerializerContext
{
    static ComparisonJsonContext? canonical;

    /// <summary>Formulas are full of + and *, which need no escaping outside HTML.</summary>
    public static ComparisonJsonContext Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
