using LossActors.Learning.Data.Structured;
using LossActors.Structures.Graphs;

namespace LossActors.Learning.Structured;

/// <summary>Graphs as rows of entries: each node's type, then each pair's type of edge, padded to the largest.</summary>
static class OneHotGraphs
{
    public static int Width(GraphOutputs graphs) =>
        graphs.MostNodes * graphs.Elements.Count + Pairs(graphs.MostNodes) * GraphOutputs.EdgeTypes;

    /// <param name="among">Whose vectors are alike in form.</param>
    public static void Write(LabelledGraph graph, GraphOutputs among, Span<float> vector)
    {
        var types = among.Elements.Count;
        for (var i = 0; i < graph.Count; i++) vector[i * types + graph.Nodes[i]] = 1;
        var edges = vector[(among.MostNodes * types)..];
        for (var i = 0; i < graph.Count; i++)
            for (var j = 0; j < i; j++)
                if (graph[i, j] is > 0 and var type) edges[(Pairs(i) + j) * GraphOutputs.EdgeTypes + type - 1] = 1;
    }

    /// <summary>Of nodes before a node: its own pairs come after them.</summary>
    static int Pairs(int nodes) => nodes * (nodes - 1) / 2;
}
