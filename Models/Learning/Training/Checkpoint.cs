using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>The validation split after so many steps.</summary>
/// <param name="CrossEntropy">Mean −log p of the labels; null in an older record, which kept none.</param>
public sealed record Checkpoint(int Step, Tally Validation, double? CrossEntropy = null)
{
    [JsonIgnore]
    public ValidationRank Rank => new(Validation.Correct, CrossEntropy ?? double.PositiveInfinity);
}
