namespace LossActors.Learning.Data;

/// <summary>Points N(0, I), divided by a wave: class 1 where u + sin v > 0, u = x₁ + x₂, v = x₂ − x₁.</summary>
public sealed record SinusoidSpec(int Points = 100, double LabelNoise = 0, int TestPoints = 20_000)
    : PlanarSpec(Points, LabelNoise, TestPoints);
