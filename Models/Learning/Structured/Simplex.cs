namespace LossActors.Learning.Structured;

/// <summary>Projections of a few numbers.</summary>
static class Simplex
{
    /// <summary>
    /// The nearest point whose entries are at least 0 and sum to at most 1 (Duchi et al., "Efficient projections onto the l1-ball", ICML
    /// 2008).
    /// </summary>
    public static void ProjectBelow(Span<float> values)
    {
        var sum = 0f;
        foreach (ref var v in values) sum += v = Math.Max(v, 0);
        if (sum <= 1) return;
        Span<float> sorted = values.Length <= 128 ? stackalloc float[values.Length] : new float[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        var (running, threshold) = (0f, 0f);
        for (var k = 1; k <= sorted.Length; k++)
        {
            running += sorted[^k];
            if (sorted[^k] - (running - 1) / k <= 0) break;
            threshold = (running - 1) / k;
        }

        foreach (ref var v in values) v = Math.Max(v - threshold, 0);
    }
}
