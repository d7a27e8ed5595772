using System.Collections.Immutable;

namespace LossActors.Actors.Islands;

/// <summary>The best loss of each complexity, kept only where no simpler one is as good.</summary>
public static class HallOfFame
{
    /// <summary>Whether no loss in the hall is as good and as simple.</summary>
    public static bool HasRoomFor(ImmutableSortedDictionary<int, Individual> hall, Individual one) =>
        !hall.Values.Any(i => i.Complexity <= one.Complexity && i.Score <= one.Score);

    /// <summary>The hall with a newly measured loss, whose earlier measurement no longer counts.</summary>
    public static ImmutableSortedDictionary<int, Individual> Admit(ImmutableSortedDictionary<int, Individual> hall, Individual one)
    {
        var entries = hall.Values.Where(i => i.Origin != one.Origin).Append(one).OrderBy(i => i.Complexity)
            .ThenBy(i => i, Individual.Order);
        var kept = ImmutableSortedDictionary.CreateBuilder<int, Individual>();
        Individual? best = null;
        foreach (var entry in entries)
        {
            if (best is not null && entry.Score >= best.Score) continue;
            kept[entry.Complexity] = best = entry;
        }

        return kept.ToImmutable();
    }
}
