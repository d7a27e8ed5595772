namespace LossActors.Structures.Distances;

/// <summary>How many places differ (Hamming, "Error detecting and error correcting codes", 1950), as between two sets of labels.</summary>
public static class Hamming
{
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int Between<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : IEquatable<T>
    {
        if (a.Length != b.Length) throw new ArgumentException($"One has {a.Length} places, the other {b.Length}.", nameof(b));
        var different = 0;
        for (var i = 0; i < a.Length; i++) if (!a[i].Equals(b[i])) different++;
        return different;
    }
}
