namespace LossActors.Genetics.Genes.Reductions;

/// <summary>θ + |mean l − θ| (Ishida et al. 2020).</summary>
/// <param name="Theta">θ</param>
public sealed record Flood(double Theta) : Reduction
{
    public double Theta { get; } = GeneException.Within(Theta, -1e6, 1e6, "the threshold of flood");

    public override string Name => "flood";

    public override double? Threshold => Theta;

    public override Reduction At(double threshold) => new Flood(threshold);

    protected override IReadOnlyList<string> Arguments => [Number(Theta)];
}
