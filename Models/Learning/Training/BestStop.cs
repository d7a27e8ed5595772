namespace LossActors.Learning.Training;

/// <summary>The first checkpoint with the best validation accuracy, and the test split with the weights of that step.</summary>
public sealed record BestStop(int Step, Tally Validation, Tally Test);
