using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>
/// inf_θ θ + √((1 + 2ε)·mean (ℓ_i − θ)₊²), solved: with the m largest losses above θ, a their mean, v their variance and
/// K = (1 + 2ε)m/n − 1, it is a + √(K·v), and θ = a − √(v/K). From ε = (n − 1)/2 on it is the largest loss.
/// </summary>
sealed class ChiSquareReduction(ChiSquare gene) : SampleReduction
{
    public override (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights)
    {
        losses.CopyTo(weights);
        weights.Sort();
        var least = LeastActive(weights);
        var (active, sum) = (0, 0.0);
        foreach (var loss in losses)
            if (loss >= least) (active, sum) = (active + 1, sum + loss);
        var mean = sum / active;
        var variance = 0.0;
        foreach (var loss in losses)
            if (loss >= least) variance += (loss - mean) * (loss - mean) / active;
        var (k, deviation) = (K(active, losses.Length), Math.Sqrt(variance));
        for (var i = 0; i < losses.Length; i++)
        {
            var pull = k > 0 && deviation > 0 ? Math.Sqrt(k) * (losses[i] - mean) / (active * deviation) : 0;
            weights[i] = losses[i] >= least ? 1.0 / active + pull : losses[i] < least ? 0 : double.NaN;
        }

        return (mean + Math.Sqrt(Math.Max(k, 0)) * deviation, 0);
    }

    public override Tensor Value(Tensor losses, Tensor? theta)
    {
        var sorted = losses.detach().ToArray<double>();
        Array.Sort(sorted);
        var least = LeastActive(sorted);
        var active = 0;
        foreach (var loss in sorted)
            if (loss >= least) active++;
        var mask = losses.detach().to(torch.float64).From(least).to(losses.dtype);
        var mean = (losses * mask).sum().Over(active);
        var off = (losses - mean) * mask;
        var variance = (off * off).sum().Over(active);
        var k = K(active, sorted.Length);
        // √ has no derivative at 0, where equal losses leave nothing to weigh.
        return k > 0 && variance.ToDouble() > 0 ? mean.Plus(variance.Times(k).sqrt()) : mean;
    }

    double K(int active, int count) => (1 + 2 * gene.Radius) * active / count - 1;

    /// <summary>The smallest loss above θ: sets of the largest losses are tried, growing, until θ is not below the next one.</summary>
    double LeastActive(ReadOnlySpan<double> ascending)
    {
        var count = ascending.Length;
        // Sums of distances from the largest: exact zeros for equal losses, and no cancellation among large ones.
        var top = ascending[^1];
        if (gene.Radius >= (count - 1) / 2.0) return top;
        var (sum, squares) = (0.0, 0.0);
        for (var first = count - 1; first > 0; first--)
        {
            var below = top - ascending[first];
            (sum, squares) = (sum + below, squares + below * below);
            if (ascending[first - 1] == ascending[first]) continue;
            var active = count - first;
            var mean = sum / active;
            var variance = Math.Max(squares / active - mean * mean, 0);
            if (K(active, count) is > 0 and var k && top - mean - Math.Sqrt(variance / k) >= ascending[first - 1]) return ascending[first];
        }

        return ascending[0];
    }
}
