namespace LossActors.Structures.Graphs;

/// <summary>
/// An order of nodes that follows from what they are, not from how the graph is written: ranks by type, refined by edges and ranks of
/// neighbours until no more nodes can be told apart (Morgan 1965). Of nodes that are alike to the end one goes ahead, and refinement goes
/// on; where such nodes are alike without being interchangeable, as in some regular graphs, the way of writing still decides.
/// </summary>
public static class CanonicalOrder
{
    /// <summary>The same graph with its nodes in that order.</summary>
    public static LabelledGraph Of(LabelledGraph graph)
    {
        var ranks = new int[graph.Count];
        for (var i = 0; i < ranks.Length; i++) ranks[i] = graph.Nodes[i];
        while (Refined(graph, ranks) < ranks.Length) PutOneAhead(ranks);
        int[] order = [.. Enumerable.Range(0, ranks.Length)];
        Array.Sort(ranks, order);
        return graph.Part(order);
    }

    /// <summary>How many different ranks there are in the end, from 0 without gaps.</summary>
    static int Refined(LabelledGraph graph, int[] ranks)
    {
        var different = -1;
        while (true)
        {
            var views = Enumerable.Range(0, ranks.Length).Select(i => View(graph, ranks, i)).ToList();
            var places = views.Distinct(Alike.Instance).Order(Alike.Instance).ToList();
            for (var i = 0; i < ranks.Length; i++) ranks[i] = places.BinarySearch(views[i], Alike.Instance);
            if (places.Count == different) return different;
            different = places.Count;
        }
    }

    /// <summary>A node's rank, then those of its neighbours with the edges to them, sorted.</summary>
    static int[] View(LabelledGraph graph, int[] ranks, int node)
    {
        var row = graph.Row(node);
        var view = new List<int> { ranks[node] };
        for (var j = 0; j < row.Length; j++)
            if (row[j] != 0) view.Add((ranks[j] << 8) + row[j]);
        view.Sort(1, view.Count - 1, null);
        return [.. view];
    }

    /// <summary>The first of those that share the lowest shared rank.</summary>
    static void PutOneAhead(int[] ranks)
    {
        var shared = ranks.GroupBy(r => r).Where(g => g.Count() > 1).Min(g => g.Key);
        var first = Array.IndexOf(ranks, shared);
        for (var i = 0; i < ranks.Length; i++) ranks[i] = 2 * ranks[i] + (i == first ? 0 : 1);
    }

    sealed class Alike : IComparer<int[]>, IEqualityComparer<int[]>
    {
        public static Alike Instance { get; } = new();

        public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(int[] view)
        {
            var hash = new HashCode();
            foreach (var v in view) hash.Add(v);
            return hash.ToHashCode();
        }
    }
}
