using System.Collections.Immutable;

namespace LossActors.Actors.Islands;

/// <summary>The best loss of each complexity, kept only where no simpler one is as good.</summary>
public static class HallOfFame
{
    /// <summary>The hall with a newly measured loss, whose earlier measurement no longer counts.</summary>
    public static ImmutableSortedDictionary<int, Individual> Admit(
        ImmutableSortedDictionary<int, Individual> hall, Individual one, int lastRung)
    {
        if (one.Rung < lastRung) return hall;
        var entries = hall.Values.Where(i => i.Origin != one.Origin).Append(one).OrderBy(i => i.Complexity)
            .ThenBy(i => i, Individual.Order);
        var kept = ImmutableSortedDictionary.CreateBuilder<int, Individual>();
        Individual? best = null;
        foreach (var entry in entries)
        {
            if (best is not null && entry.Score >= best.Score) continue;
            kept[entry.Complexity] = best = entry;
        }

        // The same hall where nothing changed: whoever compares references need not tell anyone.
        return kept.Values.SequenceEqual(hall.Values) ? hall : kept.ToImmutable();
    }
}
