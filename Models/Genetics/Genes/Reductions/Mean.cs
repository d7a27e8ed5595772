namespace LossActors.Genetics.Genes.Reductions;

/// <summary>(1/n) Σ l_i</summary>
public sealed record Mean : Reduction
{
    public override bool IsPlain => true;

    public override string Name => "mean";

    protected override IReadOnlyList<string> Arguments => [];
}
