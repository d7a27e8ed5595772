namespace LossActors.Genetics.Genes.Reductions;

/// <summary>θ + mean |l_i − θ| (iFlood; Xie et al. 2022).</summary>
/// <param name="Theta">θ</param>
public sealed record IndividualFlood(double Theta) : Reduction
{
    public double Theta { get; } = GeneException.Within(Theta, -1e6, 1e6, "the threshold of iflood");

    public override string Name => "iflood";

    public override double? Threshold => Theta;

    public override Reduction At(double threshold) => new IndividualFlood(threshold);

    protected override IReadOnlyList<string> Arguments => [Number(Theta)];
}
