namespace LossActors.Learning.Training;

/// <summary>One training of a measurement.</summary>
/// <param name="Validation">At the last step.</param>
/// <param name="ValidationCrossEntropy">
/// Mean −log p of the (noisy) validation labels, whatever loss was trained. For information; it enters no decision.
/// </param>
/// <param name="Test">At the last step; proofs and studies only.</param>
/// <param name="BestStop">Proofs only.</param>
/// <param name="Curve">About twenty checkpoints, evenly spaced, the last one at the last step; proofs only.</param>
/// <param name="Study">Studies only.</param>
public sealed record TrainingOutcome(
    Tally Validation, double ValidationCrossEntropy, Tally? Test = null, BestStop? BestStop = null, IReadOnlyList<Checkpoint>? Curve = null,
    StudyOutcome? Study = null);
