namespace LossActors.Structures.Distances;

/// <summary>Between rankings of the same items (Kendall, "A new measure of rank correlation", 1938).</summary>
public static class Kendall
{
    /// <summary>How many pairs of items the rankings put in opposite order: 0 … m (m − 1) / 2 of m items.</summary>
    /// <param name="a">Each item's rank, any numbers that differ.</param>
    /// <param name="b">The same items' ranks in the other ranking.</param>
    /// <exception cref="ArgumentException">They rank different numbers of items, or two items alike.</exception>
    public static int Discordant(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.Length != b.Length) throw new ArgumentException($"One ranking is of {a.Length} items, the other of {b.Length}.", nameof(b));
        var discordant = 0;
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (a[i] == a[j] || b[i] == b[j])
                    throw new ArgumentException($"Items {j} and {i} have the same rank.", a[i] == a[j] ? nameof(a) : nameof(b));
                if (a[i] < a[j] != b[i] < b[j]) discordant++;
            }
        }

        return discordant;
    }
}
