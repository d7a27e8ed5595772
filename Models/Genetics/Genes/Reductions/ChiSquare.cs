namespace LossActors.Genetics.Genes.Reductions;

/// <summary>inf_θ θ + √((1 + 2ε)·mean (l_i − θ)₊²): the worst mean within a χ² ball of radius ε around the batch (dual form).</summary>
/// <param name="Radius">ε, from 0 to 1e6.</param>
/// <param name="Learned">θ is a parameter trained beside the weights, instead of the batch's own minimiser.</param>
public sealed record ChiSquare(double Radius, bool Learned = false) : Reduction
{
    public double Radius { get; } = GeneException.Within(Radius, 0, 1e6, "the radius of chi2");

    public override string Name => "chi2";

    protected override IReadOnlyList<string> Arguments => Learned ? [Number(Radius), "learned"] : [Number(Radius)];
}
