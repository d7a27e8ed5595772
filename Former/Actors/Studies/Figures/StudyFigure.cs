using System.Collections.Immutable;

namespace LossActors.FormerActors.Studies.Figures;

/// <summary>One metric of one row.</summary>
/// <param name="ByDraw">Null where the training diverged, has not ended, or does not have the number.</param>
/// <param name="Spread">Of the numbers that there are; null without one.</param>
/// <param name="AgainstBaseline">Null for the baseline itself and without a pair.</param>
public sealed record StudyFigure(Metric Metric, ImmutableArray<double?> ByDraw, Spread? Spread, Pairing? AgainstBaseline = null)
{
    public static StudyFigure Of(Metric metric, ImmutableArray<double?> byDraw) => new(metric, byDraw, Spread.Of([.. byDraw.OfType<double>()]));
}
