using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>θ + |mean ℓ − θ|</summary>
sealed class FloodReduction(Flood gene) : SampleReduction
{
    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        var above = Mean(losses) - gene.Theta;
        weights.Fill(double.IsNaN(above) ? above : Math.Sign(above) / (double)losses.Length);
        return (gene.Theta + Math.Abs(above), 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta) => losses.mean().Minus(gene.Theta).abs().Plus(gene.Theta);
}
