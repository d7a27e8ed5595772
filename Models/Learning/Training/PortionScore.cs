using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>How well a network answers for a portion of a split: all of it, a class, a group.</summary>
/// <param name="CrossEntropy">Mean −log p of the labels; 0 where there is no sample.</param>
public readonly record struct PortionScore(Tally Answers, double CrossEntropy)
{
    [JsonIgnore]
    public ValidationRank Rank => new(Answers.Correct, CrossEntropy);
}
