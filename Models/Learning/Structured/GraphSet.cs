using LossActors.Structures.Graphs;

namespace LossActors.Learning.Structured;

/// <summary>Graphs, of which one is the same however its nodes are numbered.</summary>
sealed class GraphSet
{
    const int Iterations = 3;

    readonly Dictionary<ulong, List<LabelledGraph>> byPrint = [];

    public GraphSet(IEnumerable<LabelledGraph> graphs)
    {
        foreach (var graph in graphs)
        {
            var print = Print(graph);
            if (!byPrint.TryGetValue(print, out var alike)) byPrint[print] = alike = [];
            alike.Add(graph);
        }
    }

    public bool Contains(LabelledGraph graph) =>
        byPrint.TryGetValue(Print(graph), out var alike) && alike.Exists(g => GraphEditDistance.Between(g, graph) == 0);

    /// <summary>Equal for equal graphs, and seldom for others.</summary>
    static ulong Print(LabelledGraph graph) =>
        WeisfeilerLehman.Features(graph, Iterations).Aggregate(
            0UL, (sum, f) => unchecked(sum + f.Key * (ulong)f.Value * 0x9E3779B97F4A7C15));
}
