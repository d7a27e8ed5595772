using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>
/// What a loss itself determined: a score, a divergence, what it demonstrates, or that it kills its process. What a machine does (stopped,
/// out of memory, data missing) is an exception and never a result.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outcome")]
[JsonDerivedType(typeof(Scored), "scored")]
[JsonDerivedType(typeof(Diverged), "diverged")]
[JsonDerivedType(typeof(Condemned), "condemned")]
[JsonDerivedType(typeof(Demonstrated), "demonstrated")]
public abstract record EvaluationResult
{
    /// <summary>Validation error rate, 0 … 1, lower is better: an exact quotient of integers. 1 for a divergence.</summary>
    [JsonIgnore]
    public abstract double Score { get; }

    /// <summary>Canonical JSON: equal results have equal bytes.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, TrainingJson.Canonical.EvaluationResult);

    /// <exception cref="FormatException">Not a result.</exception>
    public static EvaluationResult Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, TrainingJson.Canonical.EvaluationResult)
                ?? throw new FormatException("The result is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException($"The evaluation result does not read: {e.Message}", e);
        }
    }
}
