using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;

namespace LossActors.Learning.Tests.Structured;

/// <summary>Small structures of every kind.</summary>
static class Fixtures
{
    public static readonly string[] Elements = ["C", "N", "O", "F"];

    public static readonly PairedSeed Seed = PairedSeed.ForSearch(5, 0);

    public static RandomStream Stream(uint number) => Philox.Stream(11, number, 0, Purpose.Probing);

    public static int[] Rows(StructuredOutputs outputs) => [.. Enumerable.Range(0, outputs.Count)];

    public static GraphOutputs Molecules(params string[] smiles) =>
        new([.. smiles.Select(s => Smiles.Read(s).ToGraph(Elements))], Elements);

    /// <summary>Connected graphs of 3 to 6 nodes, all different.</summary>
    public static GraphOutputs Graphs(int count)
    {
        var random = Stream(1);
        var graphs = new List<LabelledGraph>();
        while (graphs.Count < count)
        {
            var graph = GraphEdits.Apply(new([(byte)random.NextInt(4)], [0]), random.NextInt(6, 12), 4, 3, random);
            if (graph.Count is >= 3 and <= 6 && graph.IsConnected && !graphs.Contains(graph)) graphs.Add(graph);
        }

        return new(graphs, Elements);
    }

    public static LabelSetOutputs Sets(int count, int labels)
    {
        var random = Stream(2);
        return new([.. Enumerable.Range(0, count * labels).Select(_ => (byte)(random.NextBool(0.4) ? 1 : 0))], Names(labels));
    }

    public static RankingOutputs Rankings(int count, int items)
    {
        var random = Stream(3);
        return new([.. Enumerable.Range(0, count).SelectMany(_ => Order(items, random))], Names(items));
    }

    public static SequenceOutputs Sequences(int count)
    {
        var random = Stream(4);
        return new(
            [.. Enumerable.Range(0, count).Select(_ => Sequence(random.NextInt(5, 11)))], ["a", "b", "c"]);

        int[] Sequence(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextInt(1, 3))];
    }

    public static int[] Order(int count, RandomStream random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle<int>(order);
        return order;
    }

    /// <summary>The same graph, node k being the old one's order[k].</summary>
    public static LabelledGraph Renumbered(LabelledGraph graph, int[] order)
    {
        byte[] nodes = [.. order.Select(i => graph.Nodes[i])];
        return new(nodes, [.. order.SelectMany(i => order.Select(j => graph[i, j]))]);
    }

    static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(k => $"k{k}")];
}
