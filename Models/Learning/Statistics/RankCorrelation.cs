namespace LossActors.Learning.Statistics;

/// <summary>Spearman's rank correlation, ties by mid-ranks.</summary>
public static class RankCorrelation
{
    /// <returns>In [−1, 1]; null where one of them never changes.</returns>
    public static double? Of(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        if (a.Count != b.Count) throw new ArgumentException($"{a.Count} values cannot be paired with {b.Count}.", nameof(b));
        double[] x = MidRanks(a), y = MidRanks(b);
        // Mid-ranks always have this mean.
        var mean = (a.Count - 1) / 2.0;
        double both = 0, first = 0, second = 0;
        for (var i = 0; i < x.Length; i++)
        {
            both += (x[i] - mean) * (y[i] - mean);
            first += (x[i] - mean) * (x[i] - mean);
            second += (y[i] - mean) * (y[i] - mean);
        }

        return first == 0 || second == 0 ? null : both / Math.Sqrt(first * second);
    }

    static double[] MidRanks(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(i => values[i])];
        var ranks = new double[order.Length];
        for (int start = 0, end; start < order.Length; start = end)
        {
            for (end = start; end < order.Length && values[order[end]] == values[order[start]]; end++) ranks[order[end]] = 0;
            for (var i = start; i < end; i++) ranks[order[i]] = (start + end - 1) / 2.0;
        }

        return ranks;
    }
}
