using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>
/// (1/γ)·log mean e^{γℓ_i} = (M + log1p(mean expm1(γℓ_i − M)))/γ with M the largest γℓ_i: no overflow, and no loss of digits where γ or
/// the range of the losses is small. Weights are softmax(γℓ).
/// </summary>
sealed class TiltedReduction(Tilted gene) : SampleReduction
{
    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        var most = double.NegativeInfinity;
        foreach (var loss in losses) most = Math.Max(most, gene.Gamma * loss);
        var total = 0.0;
        for (var i = 0; i < losses.Length; i++)
        {
            var power = gene.Gamma * losses[i] - most;
            // The weights need e^x, the value e^x − 1.
            weights[i] = Math.Exp(power);
            total += Expm1(power);
        }

        var mean = total / losses.Length;
        foreach (ref var weight in weights[..losses.Length]) weight /= losses.Length * (1 + mean);
        return ((most + Log1p(mean)) / gene.Gamma, 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta)
    {
        var tilted = losses.Times(gene.Gamma);
        var most = tilted.detach().max();
        return most.Plus((tilted - most).expm1().mean().log1p()).Over(gene.Gamma);
    }

    static double Expm1(double x) => Math.Abs(x) < 1e-5 ? x * (1 + x / 2 * (1 + x / 3)) : Math.Exp(x) - 1;

    static double Log1p(double x) => Math.Abs(x) < 1e-4 ? x * (1 - x * (0.5 - x * (1.0 / 3 - x / 4))) : Math.Log(1 + x);
}
