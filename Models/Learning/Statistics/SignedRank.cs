namespace LossActors.Learning.Statistics;

/// <summary>
/// Wilcoxon's signed-rank test for paired samples, two-sided. Exact by counting sign assignments, ties by mid-ranks and zero
/// differences dropped, up to 40 pairs; beyond that the normal approximation with tie correction.
/// Wilcoxon, Biometrics Bulletin 1 (1945).
/// </summary>
public static class SignedRank
{
    const int ExactUpTo = 40;

    /// <returns>p in [0, 1]; 1 when no pair differs.</returns>
    public static double PValue(IReadOnlyList<double> differences)
    {
        var nonzero = differences.Where(d => d != 0).OrderBy(Math.Abs).ToArray();
        var n = nonzero.Length;
        if (n == 0) return 1;

        // Doubled mid-ranks are whole numbers, so that sums can be counted exactly.
        var ranks = new int[n];
        for (var i = 0; i < n;)
        {
            var j = i;
            while (j < n && Math.Abs(nonzero[j]) == Math.Abs(nonzero[i])) j++;
            for (var k = i; k < j; k++) ranks[k] = i + 1 + j;
            i = j;
        }

        var positive = ranks.Where((_, i) => nonzero[i] > 0).Sum();
        var total = ranks.Sum();
        var tail = Math.Min(positive, total - positive);
        return n <= ExactUpTo ? Exact(ranks, total, tail) : Normal(ranks, total, tail);
    }

    static double Exact(int[] ranks, int total, int tail)
    {
        var ways = new double[total + 1];
        ways[0] = 1;
        foreach (var rank in ranks)
            for (var s = total; s >= rank; s--) ways[s] += ways[s - rank];
        return Math.Min(1, Math.ScaleB(ways.Take(tail + 1).Sum(), 1 - ranks.Length));
    }

    static double Normal(int[] ranks, int total, int tail)
    {
        // The variance of a sum of independently signed ranks is the sum of their squares over four.
        var deviation = Math.Sqrt(ranks.Sum(r => (double)r * r) / 4);
        var z = (tail + 0.5 - total / 2.0) / deviation;
        return Math.Min(1, 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, z));
    }
}
