using LossActors.Structures.Graphs;

namespace LossActors.Structures.Molecules;

/// <summary>How many bonds atoms take, with types of nodes as elements and of edges as orders of bonds, charges left out.</summary>
public static class Valences
{
    /// <summary>The most that the orders of an atom's bonds add up to; no limit for metals.</summary>
    public static int Usual(string element) => element switch
    {
        "H" or "F" or "Cl" or "Br" or "I" => 1,
        "O" => 2,
        "B" or "N" or "Al" or "Ga" or "In" => 3,
        "C" or "Si" or "Ge" or "Sn" => 4,
        "P" or "As" or "Sb" => 5,
        "S" or "Se" or "Te" => 6,
        _ => int.MaxValue,
    };

    /// <summary>Whether the graph is in one piece and no atom has more bonds than is usual.</summary>
    /// <exception cref="ArgumentException">A node's type is no element.</exception>
    public static bool IsValid(LabelledGraph graph, IReadOnlyList<string> elements)
    {
        for (var i = 0; i < graph.Count; i++)
        {
            var sum = 0;
            foreach (var order in graph.Row(i)) sum += order;
            if (sum > Usual(Element(graph, i, elements))) return false;
        }

        return graph.IsConnected;
    }

    /// <summary>
    /// A valid graph near to this one, which is itself where it is valid. Bonds at atoms that have too many are lowered, order by order
    /// down to none: first those between two such atoms, then the weakest, then the highest. Pieces are joined by single bonds where two
    /// atoms have room, the strongest first; where none have, only the largest piece stays. Greedy, so not always the fewest changes.
    /// </summary>
    /// <param name="weights">[nodes, nodes] How strongly each bond is believed in; bonds of equal weight go by their atoms' order.</param>
    /// <exception cref="ArgumentException">A node's type is no element, or there are not as many weights.</exception>
    public static LabelledGraph Repair(LabelledGraph graph, IReadOnlyList<string> elements, ReadOnlySpan<float> weights = default)
    {
        if (!weights.IsEmpty && weights.Length != graph.Edges.Length)
            throw new ArgumentException($"A graph of {graph.Count} nodes has {graph.Edges.Length} weights.", nameof(weights));
        if (IsValid(graph, elements)) return graph;
        var valences = new int[graph.Count];
        for (var i = 0; i < valences.Length; i++) valences[i] = Usual(Element(graph, i, elements));
        var repair = new ValenceRepair(graph, valences, weights);
        repair.Lower();
        return repair.Join();
    }

    internal static string Element(LabelledGraph graph, int node, IReadOnlyList<string> elements) =>
        graph.Nodes[node] is var type && type < elements.Count
            ? elements[type]
            : throw new ArgumentException($"Node {node} has type {type}, but there are {elements.Count} elements.", nameof(graph));
}
