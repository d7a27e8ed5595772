namespace LossActors.Simulation.Tests.Scripted;

/// <summary>A few bits of hashing, the same on every machine. SplitMix64's finaliser: Steele, Lea, Flood (2014).</summary>
static class Mix
{
    public static ulong Of(params ReadOnlySpan<ulong> values)
    {
        var h = 0x9E3779B97F4A7C15UL;
        foreach (var value in values)
        {
            h = (h ^ value) + 0x9E3779B97F4A7C15UL;
            h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9UL;
            h = (h ^ (h >> 27)) * 0x94D049BB133111EBUL;
            h ^= h >> 31;
        }

        return h;
    }

    public static ulong Of(string text)
    {
        var h = 14695981039346656037UL;
        foreach (var c in text) h = (h ^ c) * 1099511628211UL;
        return Of(h);
    }
}
