using LossActors.Structures.Graphs;

namespace LossActors.Structures.Tests.Graphs;

public class MatchingTests
{
    [Fact]
    public void No_matching_is_larger()
    {
        var random = RandomGraphs.Stream(11);
        for (var trial = 0; trial < 500; trial++)
        {
            var graph = RandomGraphs.Draw(random, random.NextInt(1, 9), density: random.NextDouble(0.1, 0.6));
            IReadOnlyList<int>[] neighbours =
                [.. Enumerable.Range(0, graph.Count).Select(i => Enumerable.Range(0, graph.Count).Where(j => graph[i, j] != 0).ToArray())];

            var partners = new Matching(neighbours).Solve();

            Assert.Equal(Largest(graph, 0, 0), partners.Count(p => p >= 0) / 2);
            for (var i = 0; i < partners.Length; i++)
            {
                if (partners[i] < 0) continue;
                Assert.NotEqual(0, graph[i, partners[i]]);
                Assert.Equal(i, partners[partners[i]]);
            }
        }
    }

    /// <param name="used">A bit for each node that has a partner or goes without.</param>
    static int Largest(LabelledGraph graph, int node, int used)
    {
        if (node == graph.Count) return 0;
        var largest = Largest(graph, node + 1, used);
        if ((used >> node & 1) == 1) return largest;
        for (var j = node + 1; j < graph.Count; j++)
            if (graph[node, j] != 0 && (used >> j & 1) == 0)
                largest = Math.Max(largest, 1 + Largest(graph, node + 1, used | 1 << j));
        return largest;
    }
}
