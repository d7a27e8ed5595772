namespace LossActors.Learning.Data;

/// <summary>Two spirals: r = linspace(0, 4π), class 1 at r(cos r, sin r) + N(0, I), class 0 at (r + π)(cos r, sin r) + N(0, I).</summary>
public sealed record TwoSpiralsSpec(int Points = 100, double LabelNoise = 0, int TestPoints = 20_000)
    : PlanarSpec(Points, LabelNoise, TestPoints);
