using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>Canonical JSON of what is hashed, sent and journalled: declaration order, kebab-case keys, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(EvaluationRequest))]
[JsonSerializable(typeof(EvaluationResult))]
[JsonSerializable(typeof(RequestList))]
sealed partial class TrainingJson : JsonSerializerContext
{
    static TrainingJson? canonical;

    /// <summary>Formulas stay readable: + and &lt; are not escaped.</summary>
    public static TrainingJson Canonical =>
        canonical ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
