namespace LossActors.Genetics.Genes.Reductions;

/// <summary>θ + σ²·mean ρ((l_i − θ)/σ) with ρ(x) = √(x² + 1) − 1 (SoftAD; Holland and Nakatani, NeurIPS 2024, equation 7).</summary>
/// <param name="Theta">θ</param>
/// <param name="Sigma">σ, from 1e-6 to 1e6.</param>
public sealed record SoftAscent(double Theta, double Sigma) : Reduction
{
    public double Theta { get; } = GeneException.Within(Theta, -1e6, 1e6, "the threshold of soft_ascent");

    public double Sigma { get; } = GeneException.Within(Sigma, 1e-6, 1e6, "the width of soft_ascent");

    public override string Name => "soft_ascent";

    public override double? Threshold => Theta;

    public override Reduction At(double threshold) => new SoftAscent(threshold, Sigma);

    protected override IReadOnlyList<string> Arguments => [Number(Theta), Number(Sigma)];
}
