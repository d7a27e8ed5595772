using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>One training of a measurement.</summary>
/// <param name="Validation">At the last step.</param>
/// <param name="ValidationCrossEntropy">
/// Mean −log p of the (noisy) validation labels, whatever loss was trained. It decides between equals where a rate or a finalist is chosen
/// (<see cref="ValidationRank"/>), and nothing of the search itself.
/// </param>
/// <param name="Test">At the last step; proofs and studies only.</param>
/// <param name="BestStop">Proofs only.</param>
/// <param name="Curve">About twenty checkpoints, evenly spaced, the last one at the last step; proofs only.</param>
/// <param name="Study">Studies only.</param>
public sealed record TrainingOutcome(
    Tally Validation, double ValidationCrossEntropy, Tally? Test = null, BestStop? BestStop = null, IReadOnlyList<Checkpoint>? Curve = null,
    StudyOutcome? Study = null)
{
    /// <summary>At the last step.</summary>
    [JsonIgnore]
    public ValidationRank Rank => new(Validation.Correct, ValidationCrossEntropy);

    /// <summary>At the best stop; proofs only.</summary>
    [JsonIgnore]
    public ValidationRank RankAtBestStop =>
        Curve?.FirstOrDefault(c => c.Step == BestStop!.Step)?.Rank ?? new(BestStop!.Validation.Correct, double.PositiveInfinity);

    /// <summary>Whether several checkpoints had the best accuracy, so that their cross-entropy told which is the best stop.</summary>
    [JsonIgnore]
    public bool IsBestStopTied => Curve?.Count(c => c.CrossEntropy is not null && c.Validation.Correct == BestStop!.Validation.Correct) > 1;
}
