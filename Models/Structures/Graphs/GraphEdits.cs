using LossActors.Genetics.Randomness;

namespace LossActors.Structures.Graphs;

/// <summary>Graphs a few random edits away from another.</summary>
public static class GraphEdits
{
    delegate LabelledGraph Edit(LabelledGraph graph, int nodeTypes, int edgeTypes, RandomStream random);

    /// <summary>
    /// Edits a graph so many times, each time by one of the edits that it admits, all equally likely: another type for a node or an
    /// edge, a new edge, an edge less, a new node with one edge, or a node less that has one edge or none. No edit costs more than 2, so
    /// the edit distance to the graph is 2 × edits at most. The result may be the graph again, may be in several parts, and is never
    /// empty unless the graph is and there are no edits.
    /// </summary>
    /// <param name="edits">From 0.</param>
    /// <param name="nodeTypes">How many types nodes can have, 1 … 256.</param>
    /// <param name="edgeTypes">How many types edges can have beside 0, 1 … 255.</param>
    public static LabelledGraph Apply(LabelledGraph graph, int edits, int nodeTypes, int edgeTypes, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(edits);
        ArgumentOutOfRangeException.ThrowIfNotEqual(nodeTypes, Math.Clamp(nodeTypes, 1, 256));
        ArgumentOutOfRangeException.ThrowIfNotEqual(edgeTypes, Math.Clamp(edgeTypes, 1, 255));
        for (var i = 0; i < edits; i++) graph = random.Pick(Admitted(graph, nodeTypes, edgeTypes))(graph, nodeTypes, edgeTypes, random);
        return graph;
    }

    static ReadOnlySpan<Edit> Admitted(LabelledGraph graph, int nodeTypes, int edgeTypes)
    {
        var edits = new List<Edit>(6) { AddNode };
        if (graph.Count > 0 && nodeTypes > 1) edits.Add(ChangeNode);
        if (graph.EdgeCount > 0) edits.Add(DropEdge);
        if (graph.EdgeCount > 0 && edgeTypes > 1) edits.Add(ChangeEdge);
        if (graph.EdgeCount < graph.Count * (graph.Count - 1) / 2) edits.Add(AddEdge);
        if (graph.Count > 1 && Leaves(graph).Count > 0) edits.Add(DropLeaf);
        return edits.ToArray();
    }

    static LabelledGraph ChangeNode(LabelledGraph graph, int nodeTypes, int edgeTypes, RandomStream random)
    {
        var nodes = graph.Nodes.ToArray();
        var at = random.NextInt(nodes.Length);
        nodes[at] = (byte)Other(nodes[at], 0, nodeTypes, random);
        return new(nodes, graph.Edges);
    }

    static LabelledGraph ChangeEdge(LabelledGraph graph, int nodeTypes, int edgeTypes, RandomStream random)
    {
        var (i, j) = Pair(graph, joined: true, random);
        return With(graph, i, j, Other(graph[i, j], 1, edgeTypes, random));
    }

    static LabelledGraph AddEdge(LabelledGraph graph, int nodeTypes, int edgeTypes, RandomStream random)
    {
        var (i, j) = Pair(graph, joined: false, random);
        return With(graph, i, j, random.NextInt(1, edgeTypes));
    }

    static LabelledGraph DropEdge(LabelledGraph graph, int nodeTypes, int edgeTypes, RandomStream random)
    {
        var (i, j) = Pair(graph, joined: true, random);
        return With(graph, i, j, 0);
    }

    static LabelledGraph AddNode(LabelledGraph graph, int nodeTypes, int edgeTypes, RandomStream random)
    {
        var n = graph.Count + 1;
        byte[] nodes = [.. graph.Nodes, (byte)random.NextInt(nodeTypes)];
        var edges = new byte[n * n];
        for (var i = 0; i < graph.Count; i++) graph.Row(i).CopyTo(edges.AsSpan(i * n));
        if (graph.Count > 0)
        {
            var neighbour = random.NextInt(graph.Count);
            edges[neighbour * n + n - 1] = edges[(n - 1) * n + neighbour] = (byte)random.NextInt(1, edgeTypes);
        }

        return new(nodes, edges);
    }

    static LabelledGraph DropLeaf(LabelledGraph graph, int nodeTypes, int edgeTypes, RandomStream random)
    {
        var leaves = Leaves(graph);
        var leaf = leaves[random.NextInt(leaves.Count)];
        return graph.Part([.. Enumerable.Range(0, graph.Count).Where(i => i != leaf)]);
    }

    static List<int> Leaves(LabelledGraph graph)
    {
        var leaves = new List<int>();
        for (var i = 0; i < graph.Count; i++) if (graph.Count - graph.Row(i).Count((byte)0) <= 1) leaves.Add(i);
        return leaves;
    }

    /// <summary>One of the types from the first on, so many, that is not this one, if this is one of them.</summary>
    static int Other(int type, int first, int count, RandomStream random)
    {
        if (type < first || type >= first + count) return first + random.NextInt(count);
        var other = first + random.NextInt(count - 1);
        return other < type ? other : other + 1;
    }

    static (int I, int J) Pair(LabelledGraph graph, bool joined, RandomStream random)
    {
        var pairs = graph.Count * (graph.Count - 1) / 2;
        var at = random.NextInt(joined ? graph.EdgeCount : pairs - graph.EdgeCount);
        for (var i = 1; ; i++) for (var j = 0; j < i; j++) if (graph[i, j] != 0 == joined && at-- == 0) return (i, j);
    }

    static LabelledGraph With(LabelledGraph graph, int i, int j, int type)
    {
        var edges = graph.Edges.ToArray();
        edges[i * graph.Count + j] = edges[j * graph.Count + i] = (byte)type;
        return new(graph.Nodes, edges);
    }
}
