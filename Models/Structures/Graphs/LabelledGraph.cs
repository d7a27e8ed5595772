namespace LossActors.Structures.Graphs;

/// <summary>
/// An undirected graph without loops, whose nodes and edges have types. It never changes. Two are equal when they are written alike,
/// node by node: a renumbering is another.
/// </summary>
public sealed class LabelledGraph : IEquatable<LabelledGraph>
{
    readonly byte[] nodes, edges;

    /// <param name="nodes">Each node's type, from 0.</param>
    /// <param name="edges">[nodes, nodes] by rows, symmetric: each pair's type of edge from 1, or 0 where there is none.</param>
    /// <exception cref="ArgumentException">The edges are no such table.</exception>
    public LabelledGraph(ReadOnlySpan<byte> nodes, ReadOnlySpan<byte> edges)
    {
        var n = nodes.Length;
        if (edges.Length != n * n)
            throw new ArgumentException($"A graph of {n} nodes has {n * n} entries of edges, not {edges.Length}.", nameof(edges));
        for (var i = 0; i < n; i++)
        {
            if (edges[i * n + i] != 0)
                throw new ArgumentException($"Node {i} has an edge to itself.", nameof(edges));
            for (var j = 0; j < i; j++)
            {
                if (edges[i * n + j] != edges[j * n + i])
                    throw new ArgumentException(
                        $"The edge from node {i} to node {j} is {edges[i * n + j]}, back it is {edges[j * n + i]}.", nameof(edges));
                if (edges[i * n + j] != 0) EdgeCount++;
            }
        }

        this.nodes = nodes.ToArray();
        this.edges = edges.ToArray();
    }

    /// <summary>How many nodes there are.</summary>
    public int Count => nodes.Length;

    public int EdgeCount { get; }

    /// <summary>Each node's type.</summary>
    public ReadOnlySpan<byte> Nodes => nodes;

    /// <summary>[nodes, nodes] by rows.</summary>
    public ReadOnlySpan<byte> Edges => edges;

    /// <summary>The type of the edge between two nodes, or 0.</summary>
    public byte this[int i, int j] => Row(i)[j];

    /// <summary>The edges of one node.</summary>
    internal ReadOnlySpan<byte> Row(int i) => edges.AsSpan(i * Count, Count);

    /// <summary>Whether every node can be reached from every other; also true of no nodes.</summary>
    public bool IsConnected => Count == 0 || Array.TrueForAll(Components(), c => c == 0);

    /// <summary>The number of each node's component, from 0 by their first nodes.</summary>
    internal int[] Components()
    {
        var component = new int[Count];
        Array.Fill(component, -1);
        var open = new Stack<int>();
        var next = 0;
        for (var start = 0; start < Count; start++)
        {
            if (component[start] >= 0) continue;
            component[start] = next;
            open.Push(start);
            while (open.TryPop(out var i))
            {
                for (var j = 0; j < Count; j++)
                {
                    if (this[i, j] == 0 || component[j] >= 0) continue;
                    component[j] = next;
                    open.Push(j);
                }
            }

            next++;
        }

        return component;
    }

    /// <summary>These nodes, in this order, and the edges between them.</summary>
    internal LabelledGraph Part(int[] kept)
    {
        var (types, between) = (new byte[kept.Length], new byte[kept.Length * kept.Length]);
        for (var i = 0; i < kept.Length; i++)
        {
            types[i] = nodes[kept[i]];
            for (var j = 0; j < kept.Length; j++) between[i * kept.Length + j] = this[kept[i], kept[j]];
        }

        return new(types, between);
    }

    public bool Equals(LabelledGraph? other) =>
        other is not null && nodes.AsSpan().SequenceEqual(other.nodes) && edges.AsSpan().SequenceEqual(other.edges);

    public override bool Equals(object? obj) => Equals(obj as LabelledGraph);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(nodes);
        hash.AddBytes(edges);
        return hash.ToHashCode();
    }
}
