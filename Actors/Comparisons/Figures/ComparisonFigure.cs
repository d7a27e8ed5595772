using System.Collections.Immutable;
using LossActors.Learning.Statistics;

namespace LossActors.Actors.Comparisons.Figures;

/// <summary>One metric of one row.</summary>
/// <param name="ByDraw">Null where the training diverged, has not ended, or does not have the number.</param>
/// <param name="Spread">Of the numbers that there are; null without one.</param>
/// <param name="AgainstBaseline">Null for the baseline itself and without a pair.</param>
public sealed record ComparisonFigure(Metric Metric, ImmutableArray<double?> ByDraw, Spread? Spread, Pairing? AgainstBaseline = null)
{
    public static ComparisonFigure Of(Metric metric, ImmutableArray<double?> byDraw) =>
        new(metric, byDraw, Spread.Of([.. byDraw.OfType<double>()]));
}
