using LossActors.Genetics.Randomness;
using LossActors.Structures.Graphs;

namespace LossActors.Structures.Tests.Graphs;

static class RandomGraphs
{
    public static RandomStream Stream(uint number) => Philox.Stream(7, number, 0, Purpose.Probing);

    public static LabelledGraph Draw(RandomStream random, int nodes, int nodeTypes = 3, int edgeTypes = 3, double density = 0.5)
    {
        var types = new byte[nodes];
        var edges = new byte[nodes * nodes];
        for (var i = 0; i < nodes; i++)
        {
            types[i] = (byte)random.NextInt(nodeTypes);
            for (var j = 0; j < i; j++)
                if (random.NextBool(density)) edges[i * nodes + j] = edges[j * nodes + i] = (byte)random.NextInt(1, edgeTypes);
        }

        return new(types, edges);
    }

    public static LabelledGraph Renumbered(LabelledGraph graph, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, graph.Count)];
        random.Shuffle<int>(order);
        return graph.Part(order);
    }
}
