using LossActors.Learning.Data.Structured;
using LossActors.Structures.Graphs;

namespace LossActors.Learning.Structured;

/// <summary>Graphs of one padded size as shares of types.</summary>
/// <param name="Nodes">[graphs, nodes, types]</param>
/// <param name="Edges">[graphs, nodes, types · nodes]: type-major in the last.</param>
readonly record struct DenseGraphs(Tensor Nodes, Tensor Edges)
{
    public static DenseGraphs Of(GraphOutputs outputs, ReadOnlySpan<int> rows, int? count = null)
    {
        var most = count ?? 1;
        if (count is null)
            foreach (var row in rows) most = Math.Max(most, outputs.Graphs[row].Count);
        var (types, edgeTypes) = (outputs.Elements.Count, GraphOutputs.EdgeTypes);
        var nodes = torch.zeros(rows.Length, most, types);
        var edges = torch.zeros(rows.Length, most, edgeTypes * most);
        Span<float> n = nodes.Elements<float>(), e = edges.Elements<float>();
        for (var g = 0; g < rows.Length; g++)
            Write(outputs.Graphs[rows[g]], n.Slice(g * most * types, most * types),
                e.Slice(g * most * edgeTypes * most, most * edgeTypes * most), most, types, edgeTypes);
        return new(nodes, edges);
    }

    static void Write(LabelledGraph graph, Span<float> nodes, Span<float> edges, int most, int types, int edgeTypes)
    {
        for (var i = 0; i < graph.Count; i++)
        {
            nodes[i * types + graph.Nodes[i]] = 1;
            for (var j = 0; j < graph.Count; j++)
                if (graph[i, j] is > 0 and var type) edges[i * edgeTypes * most + (type - 1) * most + j] = 1;
        }
    }
}
