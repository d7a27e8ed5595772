using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>
/// θ + mean (ℓ_i − θ)₊/(1 − β) at its minimiser, the ⌈βn⌉-th smallest loss. Losses above it weigh 1/((1 − β)n); it keeps what is
/// missing to 1 (nothing would be left for β near 1 were it held constant), shared by losses equal to it.
/// </summary>
sealed class ValueAtRiskReduction(ValueAtRisk gene) : SampleReduction
{
    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        losses.CopyTo(weights);
        weights.Sort();
        var threshold = weights[Rank(losses.Length) - 1];
        var (share, excess) = (1 / ((1 - gene.Beta) * losses.Length), 0.0);
        var (above, equal) = (0, 0);
        foreach (var loss in losses)
        {
            if (loss > threshold) above++;
            else if (loss == threshold) equal++;
            excess += Math.Max(loss - threshold, 0);
        }

        for (var i = 0; i < losses.Length; i++)
            weights[i] =
                losses[i] > threshold ? share
                : losses[i] == threshold ? (1 - above * share) / equal
                : losses[i] < threshold ? 0 : double.NaN;
        return (threshold + excess * share, 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta)
    {
        var count = losses.numel();
        Tensor here;
        using (torch.no_grad())
            here = losses.eq(losses.sort().Values.select(0, Rank(count) - 1)).to(losses.dtype);
        var threshold = (losses * here).sum() / here.sum();
        return threshold.Plus((losses - threshold).relu().sum().Over((1 - gene.Beta) * count));
    }

    // β·n is rounded first, as 0.7·10 is a little more than 7.
    int Rank(long count) => Math.Max(1, (int)Math.Ceiling(Math.Round(gene.Beta * count, 9)));
}
