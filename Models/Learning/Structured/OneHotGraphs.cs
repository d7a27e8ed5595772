using LossActors.Learning.Data.Structured;
using LossActors.Structures.Graphs;

namespace LossActors.Learning.Structured;

/// <summary>Graphs as rows of entries: each node's type, then each pair's type of edge, padded to the largest.</summary>
static class OneHotGraphs
{
    public static int Width(GraphOutputs graphs) =>
        graphs.MostNodes * graphs.Elements.Count + Pairs(graphs.MostNodes) * GraphOutputs.EdgeTypes;

    public static void Write(GraphOutputs graphs, int row, Span<float> vector)
    {
        var (graph, types) = (graphs.Graphs[row], graphs.Elements.Count);
        for (var i = 0; i < graph.Count; i++) vector[i * types + graph.Nodes[i]] = 1;
        var edges = vector[(graphs.MostNodes * types)..];
        for (var i = 0; i < graph.Count; i++)
            for (var j = 0; j < i; j++)
                if (graph[i, j] is > 0 and var type) edges[Pair(i, j) * GraphOutputs.EdgeTypes + type - 1] = 1;
    }

    /// <summary>The graph whose entries are nearest to some numbers: a node or an edge is there where its largest is above half.</summary>
    public static LabelledGraph Round(ReadOnlySpan<float> vector, int most, int types)
    {
        var kept = new List<int>();
        var nodes = new List<byte>();
        for (var i = 0; i < most; i++)
        {
            var (type, share) = Largest(vector.Slice(i * types, types));
            if (share <= 0.5f) continue;
            kept.Add(i);
            nodes.Add((byte)type);
        }

        var pairs = vector[(most * types)..];
        var edges = new byte[kept.Count * kept.Count];
        for (var a = 0; a < kept.Count; a++)
            for (var b = 0; b < a; b++)
            {
                var (type, share) = Largest(pairs.Slice(Pair(kept[a], kept[b]) * GraphOutputs.EdgeTypes, GraphOutputs.EdgeTypes));
                if (share > 0.5f) edges[a * kept.Count + b] = edges[b * kept.Count + a] = (byte)(type + 1);
            }

        return new([.. nodes], edges);
    }

    static int Pairs(int nodes) => nodes * (nodes - 1) / 2;

    /// <param name="j">Below i.</param>
    static int Pair(int i, int j) => Pairs(i) + j;

    static (int Index, float Value) Largest(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
            if (values[i] > values[best]) best = i;
        return (best, values[best]);
    }
}
