namespace LossActors.Learning.Statistics;

/// <summary>A loss's numbers against a baseline's on the same draws; draws that one of them does not have are left out.</summary>
/// <param name="Wins">Pairs in which the loss is better.</param>
/// <param name="Losses">Pairs in which the baseline is better.</param>
/// <param name="Difference">Of loss − baseline.</param>
/// <param name="PValue">Wilcoxon's signed-rank test, two-sided, exact up to 40 pairs; null where nothing is tested.</param>
/// <param name="Corrected">The p-value by Holm's correction for the losses compared on this network.</param>
public sealed record Pairing(int Wins, int Ties, int Losses, Spread Difference, double? PValue, double? Corrected = null)
{
    /// <summary>Differences this small come from rounding: ranks must see the ties of accuracies.</summary>
    const int Decimals = 12;

    /// <returns>Null without a pair.</returns>
    public static Pairing? Of(IReadOnlyList<double?> loss, IReadOnlyList<double?> baseline, int better, bool test)
    {
        var differences = loss.Zip(baseline).Where(p => p is (not null, not null))
            .Select(p => Math.Round(p.First!.Value - p.Second!.Value, Decimals)).ToArray();
        if (Spread.Of(differences) is not { } difference) return null;
        var signs = differences.Select(d => Math.Sign(d) * (better < 0 ? -1 : 1)).ToArray();
        return new Pairing(
            signs.Count(s => s > 0), signs.Count(s => s == 0), signs.Count(s => s < 0), difference,
            test ? SignedRank.PValue(differences) : null);
    }
}
