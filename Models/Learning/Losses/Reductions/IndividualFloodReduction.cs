using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>θ + mean |ℓ_i − θ|</summary>
sealed class IndividualFloodReduction(IndividualFlood gene) : SampleReduction
{
    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < losses.Length; i++)
        {
            var above = losses[i] - gene.Theta;
            sum += Math.Abs(above);
            weights[i] = double.IsNaN(above) ? above : Math.Sign(above) / (double)losses.Length;
        }

        return (gene.Theta + sum / losses.Length, 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta) => losses.Minus(gene.Theta).abs().mean().Plus(gene.Theta);
}
