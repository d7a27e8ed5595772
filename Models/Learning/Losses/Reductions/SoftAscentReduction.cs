using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>θ + σ²·mean ρ((ℓ_i − θ)/σ), weights σ·φ((ℓ_i − θ)/σ)/n with φ = ρ′.</summary>
sealed class SoftAscentReduction(SoftAscent gene) : SampleReduction
{
    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < losses.Length; i++)
        {
            var x = (losses[i] - gene.Theta) / gene.Sigma;
            var (rho, slope) = Dispersions.Soft(x);
            sum += rho;
            weights[i] = gene.Sigma * slope / losses.Length;
        }

        return (gene.Theta + gene.Sigma * gene.Sigma * sum / losses.Length, 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta) =>
        Dispersions.Soft(losses.Minus(gene.Theta).Over(gene.Sigma)).mean().Times(gene.Sigma * gene.Sigma).Plus(gene.Theta);
}
