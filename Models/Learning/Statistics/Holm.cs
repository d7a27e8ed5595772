using System.Collections.Immutable;

namespace LossActors.Learning.Statistics;

/// <summary>
/// Holm's step-down correction of p-values for being the smallest of several: Holm, Scandinavian Journal of Statistics 6 (1979).
/// </summary>
public static class Holm
{
    /// <returns>Adjusted p-values in the order given, each at most 1: max over the smaller ones of (m − rank)·p, rank from 0.</returns>
    public static ImmutableArray<double> Adjust(IReadOnlyList<double> pValues)
    {
        var adjusted = new double[pValues.Count];
        var largest = 0.0;
        foreach (var (rank, i) in Enumerable.Range(0, pValues.Count).OrderBy(i => pValues[i]).Index())
            adjusted[i] = largest = Math.Max(largest, Math.Min(1, (pValues.Count - rank) * pValues[i]));
        return [.. adjusted];
    }
}
