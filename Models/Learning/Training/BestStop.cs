namespace LossActors.Learning.Training;

/// <summary>
/// The best checkpoint by <see cref="ValidationRank"/>, of equals the last, and the test split with the weights of that step.
/// </summary>
public sealed record BestStop(int Step, Tally Validation, Tally Test);
