using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>θ + mean (ℓ_i − θ)₊/(1 − β), or θ + √((1 + 2ε)·mean (ℓ_i − θ)₊²), with θ trained.</summary>
sealed class LearnedDualReduction : SampleReduction
{
    readonly double beta;
    readonly double? radius;

    public LearnedDualReduction(Reduction gene) =>
        (beta, radius) = gene is ChiSquare chi ? (0, chi.Radius) : (((ValueAtRisk)gene).Beta, default(double?));

    public override bool LearnsThreshold => true;

    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var loss in losses)
        {
            var over = Math.Max(loss - theta, 0);
            (sum, squares) = (sum + over, squares + over * over);
        }

        var root = radius is { } r ? Math.Sqrt((1 + 2 * r) * squares / losses.Length) : 0;
        var total = 0.0;
        for (var i = 0; i < losses.Length; i++)
        {
            var over = Math.Max(losses[i] - theta, 0);
            weights[i] = radius is { } ball
                ? root > 0 ? (1 + 2 * ball) * over / (root * losses.Length) : over
                : over > 0 ? 1 / ((1 - beta) * losses.Length) : over;
            total += weights[i];
        }

        return (theta + (radius is null ? sum / ((1 - beta) * losses.Length) : root), 1 - total);
    }

    public override Tensor Value(Tensor losses, Tensor? theta)
    {
        var over = (losses - theta!).relu();
        if (radius is not { } ball) return theta!.Plus(over.mean().Over(1 - beta));
        var square = (over * over).mean().Times(1 + 2 * ball);
        // √ has no derivative at 0: nothing is above θ, and only θ itself is left.
        var some = square.detach().Above(0);
        return theta!.Plus(torch.where(some, torch.where(some, square, torch.ones_like(square)).sqrt(), torch.zeros_like(square)));
    }
}
