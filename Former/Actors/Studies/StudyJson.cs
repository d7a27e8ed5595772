using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.FormerActors.Kernel;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Studies;

/// <summary>The bytes of a study's events and snapshot.</summary>
public static class StudyJson
{
    const int Version = 1;

    static readonly EventCodec<StudyEvent> Events = new(
        StudyJsonContext.Canonical, Version,
        typeof(StudyPlanned), typeof(ClassAgreed), typeof(TrainingsAsked), typeof(TrainingAnswered), typeof(MessageIgnored), typeof(StudyEnded));

    static StudyJsonContext Json => StudyJsonContext.Canonical;

    public static NewEvent Write(StudyEvent happened) => Events.Write(happened);

    /// <inheritdoc cref="EventCodec{TEvent}.Read"/>
    public static StudyEvent Read(string type, int version, ReadOnlyMemory<byte> data) => Events.Read(type, version, data);

    public static ReadOnlyMemory<byte> Bytes(StudyPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Json.StudyPlan);

    public static StudyPlan Plan(ReadOnlyMemory<byte> data) =>
        JsonSerializer.Deserialize(data.Span, Json.StudyPlan) ?? throw new FormatException("A study's plan is empty.");

    public static ReadOnlyMemory<byte> Save(StudyProgress study) => JsonSerializer.SerializeToUtf8Bytes(study, Json.StudyProgress);

    public static StudyProgress Load(ReadOnlyMemory<byte> data) =>
        JsonSerializer.Deserialize(data.Span, Json.StudyProgress) ?? throw new FormatException("A study's snapshot is empty.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(StudyPlanned))]
[JsonSerializable(typeof(ClassAgreed))]
[JsonSerializable(typeof(TrainingsAsked))]
[JsonSerializable(typeof(TrainingAnswered))]
[JsonSerializable(typeof(MessageIgnored))]
[JsonSerializable(typeof(StudyEnded))]
[JsonSerializable(typeof(StudyPlan))]
[JsonSerializable(typeof(StudyProgress))]
sealed partial class StudyJsonContext : JsonSerializerContext
{
    static StudyJsonContext? canonical;

    /// <summary>Formulas are full of + and *, which need no escaping outside HTML.</summary>
    public static StudyJsonContext Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
