namespace LossActors.Structures.Graphs;

/// <summary>
/// Counts of rooted subtrees (Shervashidze, Schweitzer, van Leeuwen, Mehlhorn and Borgwardt, "Weisfeiler-Lehman graph kernels", 2011): a
/// node's colour is its type at first, and then, again and again, a hash of its colour and of the types of its edges with its neighbours'
/// colours. The same graph has the same colours on every machine, however its nodes are numbered.
/// </summary>
public static class WeisfeilerLehman
{
    /// <summary>How many nodes have each colour, over the first colours and those of all iterations.</summary>
    /// <param name="iterations">From 0: as far as a colour sees.</param>
    public static IReadOnlyDictionary<ulong, int> Features(LabelledGraph graph, int iterations)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        var counts = new Dictionary<ulong, int>();
        var colours = new ulong[graph.Count];
        var next = new ulong[graph.Count];
        for (var i = 0; i < colours.Length; i++) colours[i] = Mix(graph.Nodes[i]);
        Count();
        for (var round = 1; round <= iterations; round++)
        {
            for (var i = 0; i < colours.Length; i++)
            {
                var row = graph.Row(i);
                // A sum does not tell in which order neighbours come.
                var neighbours = 0ul;
                for (var j = 0; j < row.Length; j++) if (row[j] != 0) neighbours += Mix(Mix(colours[j]) + row[j]);
                next[i] = Mix(Mix(colours[i] + (ulong)round) ^ neighbours);
            }

            (colours, next) = (next, colours);
            Count();
        }

        return counts;

        void Count()
        {
            foreach (var colour in colours) counts[colour] = counts.GetValueOrDefault(colour) + 1;
        }
    }

    /// <summary>The subtree kernel: the scalar product of both graphs' counts.</summary>
    public static double Kernel(IReadOnlyDictionary<ulong, int> a, IReadOnlyDictionary<ulong, int> b)
    {
        if (a.Count > b.Count) (a, b) = (b, a);
        var sum = 0L;
        foreach (var (colour, count) in a) if (b.TryGetValue(colour, out var other)) sum += (long)count * other;
        return sum;
    }

    /// <inheritdoc cref="Kernel(IReadOnlyDictionary{ulong, int}, IReadOnlyDictionary{ulong, int})"/>
    public static double Kernel(LabelledGraph a, LabelledGraph b, int iterations) =>
        Kernel(Features(a, iterations), Features(b, iterations));

    /// <summary>The kernel of counts of length 1, from 0 to 1; 1 between graphs of no nodes, 0 between one and another graph.</summary>
    public static double NormalisedKernel(IReadOnlyDictionary<ulong, int> a, IReadOnlyDictionary<ulong, int> b)
    {
        var lengths = Math.Sqrt(Kernel(a, a) * Kernel(b, b));
        return lengths > 0 ? Kernel(a, b) / lengths : a.Count == b.Count ? 1 : 0;
    }

    /// <inheritdoc cref="NormalisedKernel(IReadOnlyDictionary{ulong, int}, IReadOnlyDictionary{ulong, int})"/>
    public static double NormalisedKernel(LabelledGraph a, LabelledGraph b, int iterations) =>
        NormalisedKernel(Features(a, iterations), Features(b, iterations));

    /// <summary>The finaliser of SplitMix64 after a step of its sequence (Steele, Lea and Flood, 2014).</summary>
    static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        x = (x ^ x >> 27) * 0x94D049BB133111EB;
        return x ^ x >> 31;
    }
}
