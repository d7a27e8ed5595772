namespace LossActors.Learning.Training;

/// <summary>A learning curve after so many steps, from 0; each split is sampled, the same samples at every point.</summary>
public sealed record CurvePoint(int Step, PortionScore Training, PortionScore Validation, PortionScore Test);
