namespace LossActors.Structures.Distances;

/// <summary>
/// The fewest symbols to insert, delete or replace that make one sequence another (Levenshtein, "Binary codes capable of correcting
/// deletions, insertions, and reversals", 1966).
/// </summary>
public static class Levenshtein
{
    /// <summary>Of texts, by UTF-16 characters.</summary>
    public static int Between(string a, string b) => Between(a.AsSpan(), b.AsSpan());

    /// <summary>Of sequences of numbers, such as those of tokens.</summary>
    public static int Between(ReadOnlySpan<int> a, ReadOnlySpan<int> b) => Between<int>(a, b);

    static int Between<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : IEquatable<T>
    {
        var begin = a.CommonPrefixLength(b);
        a = a[begin..];
        b = b[begin..];

        // One row of the table: the distances from what is read of a to each beginning of b.
        var row = new int[b.Length + 1];
        for (var j = 0; j < row.Length; j++) row[j] = j;
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < b.Length; j++)
            {
                var replaced = diagonal + (a[i].Equals(b[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, Math.Min(diagonal, row[j]) + 1);
            }
        }

        return row[^1];
    }
}
