namespace LossActors.Genetics.Genes.Reductions;

/// <summary>
/// inf_θ θ + mean (l_i − θ)₊/(1 − β): the mean of the worst share 1 − β (conditional value at risk; Rockafellar and Uryasev 2000).
/// </summary>
/// <param name="Beta">β in [0, 1).</param>
/// <param name="Learned">θ is a parameter trained beside the weights, instead of the batch's own minimiser.</param>
public sealed record ValueAtRisk(double Beta, bool Learned = false) : Reduction
{
    public double Beta { get; } = GeneException.Within(Beta, 0, 0.999, "the level of cvar");

    public override string Name => "cvar";

    protected override IReadOnlyList<string> Arguments => Learned ? [Number(Beta), "learned"] : [Number(Beta)];
}
