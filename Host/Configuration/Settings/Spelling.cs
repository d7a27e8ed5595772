namespace LossActors.Host.Configuration.Settings;

/// <summary>Finds the word that a misspelt one stands for.</summary>
public static class Spelling
{
    /// <summary>The known word nearest to a given one, or null if none is near: at most a third of its letters inserted, deleted, replaced
    /// or swapped with their neighbour (the restricted Damerau-Levenshtein distance), case aside. Of equally near words the
    /// first.</summary>
    public static string? Nearest(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(c => c.distance <= Math.Max(word.Length, c.candidate.Length) / 3)
        .OrderBy(c => c.distance)
        .Select(c => c.candidate)
        .FirstOrDefault();

    static int Distance(string a, string b)
    {
        // No text longer than this is a misspelt key.
        if (a.Length > 100 || b.Length > 100)
            return int.MaxValue;
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }

        return d[a.Length, b.Length];
    }
}
