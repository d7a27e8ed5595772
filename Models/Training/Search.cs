namespace LossActors.Models.Training;

/// <summary>Selects among losses: the validation split is scored, the test split is never touched.</summary>
public sealed record Search : Purpose;
