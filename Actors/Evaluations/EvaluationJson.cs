using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;

namespace LossActors.Actors.Evaluations;

/// <summary>The canonical bytes of an evaluation's events. A change of a record's form needs a new version number here.</summary>
public static class EvaluationJson
{
    const int Version = 1;

    public static EventCodec<EvaluationEvent> Events { get; } = new(
        "evaluation", EvaluationJsonContext.Canonical, Version,
        typeof(Started), typeof(Returned), typeof(Suspected), typeof(Died), typeof(Done), typeof(Sentenced), typeof(Audited),
        typeof(Nondeterministic), typeof(Parked));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Started))]
[JsonSerializable(typeof(Returned))]
[JsonSerializable(typeof(Suspected))]
[JsonSerializable(typeof(Died))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(Sentenced))]
[JsonSerializable(typeof(Audited))]
[JsonSerializable(typeof(Nondeterministic))]
[JsonSerializable(typeof(Parked))]
sealed partial class EvaluationJsonContext : JsonSerializerContext
{
    static EvaluationJsonContext? canonical;

    public static EvaluationJsonContext Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
