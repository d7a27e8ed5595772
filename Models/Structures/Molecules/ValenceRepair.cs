using LossActors.Structures.Graphs;

namespace LossActors.Structures.Molecules;

/// <summary>See <see cref="Valences.Repair"/>.</summary>
readonly ref struct ValenceRepair
{
    readonly int n;
    readonly byte[] nodes, edges;

    /// <summary>How much each atom's bonds can still grow; below 0 where they are too many.</summary>
    readonly long[] room;

    readonly ReadOnlySpan<float> weights;

    public ValenceRepair(LabelledGraph graph, int[] valences, ReadOnlySpan<float> weights)
    {
        n = graph.Count;
        nodes = graph.Nodes.ToArray();
        edges = graph.Edges.ToArray();
        room = [.. valences];
        this.weights = weights;
        for (var i = 0; i < n; i++) foreach (var order in graph.Row(i)) room[i] -= order;
    }

    public void Lower()
    {
        while (true)
        {
            (int I, int J)? weakest = null;
            var least = (Alone: true, Weight: 0f, Order: 0);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (edges[i * n + j] == 0 || room[i] >= 0 && room[j] >= 0) continue;
                    var key = (Alone: room[i] >= 0 || room[j] >= 0, Weight(i, j), -edges[i * n + j]);
                    if (weakest is null || key.CompareTo(least) < 0) (weakest, least) = ((i, j), key);
                }
            }

            if (weakest is not var (from, to)) return;
            Bind(from, to, edges[from * n + to] - 1);
        }
    }

    public LabelledGraph Join()
    {
        while (true)
        {
            var graph = new LabelledGraph(nodes, edges);
            var pieces = graph.Components();
            if (Array.TrueForAll(pieces, p => p == 0)) return graph;
            (int I, int J)? strongest = null;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    if (pieces[i] == pieces[j] || room[i] <= 0 || room[j] <= 0) continue;
                    if (strongest is not var (p, q) || Weight(i, j).CompareTo(Weight(p, q)) > 0) strongest = (i, j);
                }
            }

            if (strongest is not var (from, to)) return graph.Part(Largest(pieces));
            Bind(from, to, 1);
        }
    }

    float Weight(int i, int j) => weights.IsEmpty ? 0 : weights[i * n + j] + weights[j * n + i];

    void Bind(int i, int j, int order)
    {
        var more = order - edges[i * n + j];
        room[i] -= more;
        room[j] -= more;
        edges[i * n + j] = edges[j * n + i] = (byte)order;
    }

    static int[] Largest(int[] pieces) =>
        [.. pieces.Index().GroupBy(p => p.Item, p => p.Index).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First()];
}
