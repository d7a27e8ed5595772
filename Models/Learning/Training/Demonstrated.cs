using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>What a <see cref="Demonstration"/> showed.</summary>
/// <param name="Figures">Of a form that goes with the kind.</param>
public sealed record Demonstrated(JsonElement Figures) : EvaluationResult
{
    /// <summary>None.</summary>
    [JsonIgnore]
    public override double Score => double.NaN;
}
