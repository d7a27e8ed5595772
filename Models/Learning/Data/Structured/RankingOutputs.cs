using LossActors.Genetics.Randomness;
using LossActors.Structures.Distances;

namespace LossActors.Learning.Data.Structured;

/// <summary>Full rankings of some items.</summary>
/// <param name="ranks">[rows, items]: each item's place, from 0 for the best.</param>
/// <param name="names">Of the items.</param>
public sealed class RankingOutputs(int[] ranks, IReadOnlyList<string> names) : StructuredOutputs
{
    public IReadOnlyList<string> Names => names;

    public override int Count => ranks.Length / names.Count;

    public override string Description => $"rankings of {names.Count} items";

    public ReadOnlySpan<int> Ranks(int row) => ranks.AsSpan(row * names.Count, names.Count);

    /// <summary>Kendall's: pairs of items in the other order.</summary>
    public override int Distance(int row, StructuredOutputs other, int otherRow) =>
        Kendall.Discordant(Ranks(row), ((RankingOutputs)other).Ranks(otherRow));

    /// <summary>Pairs of items.</summary>
    public override int Size(int row) => names.Count * (names.Count - 1) / 2;

    public override string Text(int row) =>
        string.Join(" > ", Enumerable.Range(0, names.Count).OrderBy(k => ranks[row * names.Count + k]).Select(k => names[k]));

    public override object Key(int row) => string.Join(',', Ranks(row).ToArray());

    /// <summary>An edit swaps two neighbours.</summary>
    public override StructuredOutputs Edited(ReadOnlySpan<int> rows, int least, int most, RandomStream random)
    {
        var edited = new int[rows.Length * names.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var places = edited.AsSpan(i * names.Count, names.Count);
            Ranks(rows[i]).CopyTo(places);
            for (var edits = random.NextInt(least, most); edits > 0; edits--)
            {
                var upper = random.NextInt(names.Count - 1);
                foreach (ref var place in places)
                    place = place == upper ? upper + 1 : place == upper + 1 ? upper : place;
            }
        }

        return new RankingOutputs(edited, names);
    }
}
