namespace LossActors.Genetics.Genes.Reductions;

/// <summary>(1/γ)·log mean exp(γ·l_i) (tilted empirical risk; Li et al. 2021).</summary>
/// <param name="Gamma">γ from −100 to 100, not 0; below 0 it turns away from large losses.</param>
public sealed record Tilted(double Gamma) : Reduction
{
    public double Gamma { get; } = Gamma != 0
        ? GeneException.Within(Gamma, -100, 100, "the tilt of tilted")
        : throw new GeneException("the tilt of tilted must not be 0; mean is tilted(0)");

    public override string Name => "tilted";

    protected override IReadOnlyList<string> Arguments => [Number(Gamma)];
}
