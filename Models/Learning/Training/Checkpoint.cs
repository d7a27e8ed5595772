namespace LossActors.Learning.Training;

/// <summary>The validation split after so many steps.</summary>
public sealed record Checkpoint(int Step, Tally Validation);
