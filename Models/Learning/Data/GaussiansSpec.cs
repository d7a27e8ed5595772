namespace LossActors.Learning.Data;

/// <summary>Two Gaussians with means (0, 0) and (1, 1) and covariance I/10.</summary>
public sealed record GaussiansSpec(int Points = 100, double LabelNoise = 0, int TestPoints = 20_000)
    : PlanarSpec(Points, LabelNoise, TestPoints);
