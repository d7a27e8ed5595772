using LossActors.Structures.Graphs;

namespace LossActors.Structures.Tests.Graphs;

public class GraphEditDistanceTests
{
    static readonly LabelledGraph Nothing = new([], []);

    [Theory, InlineData(true), InlineData(false)]
    public void The_distance_is_the_least_cost_of_all_ways_to_map_some_nodes_to_others(bool edgeTypes)
    {
        var random = RandomGraphs.Stream(1);
        for (var trial = 0; trial < 300; trial++)
        {
            var a = RandomGraphs.Draw(random, random.NextInt(6), 2, 2, random.NextDouble());
            var b = RandomGraphs.Draw(random, random.NextInt(6), 2, 2, random.NextDouble());

            Assert.Equal(Exhaustive(a, b, edgeTypes, []), GraphEditDistance.Between(a, b, edgeTypes));
        }
    }

    [Fact]
    public void Renumbered_graphs_are_at_distance_0()
    {
        var random = RandomGraphs.Stream(2);
        for (var trial = 0; trial < 100; trial++)
        {
            var graph = RandomGraphs.Draw(random, 9, density: 0.25);

            Assert.Equal(0, GraphEditDistance.Between(graph, RandomGraphs.Renumbered(graph, random)));
        }
    }

    [Fact]
    public void The_distance_is_a_metric()
    {
        var random = RandomGraphs.Stream(3);
        for (var trial = 0; trial < 60; trial++)
        {
            LabelledGraph[] graphs =
                [.. Enumerable.Range(0, 3).Select(_ => RandomGraphs.Draw(random, random.NextInt(3, 8), 3, 2, 0.3))];
            var (ab, bc, ac) = (Between(0, 1), Between(1, 2), Between(0, 2));

            Assert.True(ac <= ab + bc);
            Assert.Equal(ab, Between(1, 0));
            Assert.True(ab <= GraphEditDistance.Largest(graphs[0], graphs[1]));

            int Between(int i, int j) => GraphEditDistance.Between(graphs[i], graphs[j]);
        }
    }

    [Fact]
    public void From_nothing_a_graph_costs_its_nodes_and_edges()
    {
        var triangle = new LabelledGraph([0, 1, 2], [0, 1, 2, 1, 0, 3, 2, 3, 0]);

        Assert.Equal(6, GraphEditDistance.Size(triangle));
        Assert.Equal(6, GraphEditDistance.Between(Nothing, triangle));
        Assert.Equal(6, GraphEditDistance.Between(triangle, Nothing));
        Assert.Equal(0, GraphEditDistance.Between(Nothing, Nothing));
    }

    [Fact]
    public void Edges_of_other_types_differ_only_when_types_count()
    {
        LabelledGraph single = new([0, 0], [0, 1, 1, 0]), twofold = new([0, 0], [0, 2, 2, 0]);

        Assert.Equal(1, GraphEditDistance.Between(single, twofold));
        Assert.Equal(0, GraphEditDistance.Between(single, twofold, edgeTypes: false));
    }

    /// <summary>Each node of a is deleted or becomes one of b, whose others are inserted; edges follow.</summary>
    static int Exhaustive(LabelledGraph a, LabelledGraph b, bool edgeTypes, List<int?> map)
    {
        if (map.Count == a.Count) return Cost(a, b, edgeTypes, map);
        var least = Exhaustive(a, b, edgeTypes, [.. map, null]);
        for (var j = 0; j < b.Count; j++)
            if (!map.Contains(j)) least = Math.Min(least, Exhaustive(a, b, edgeTypes, [.. map, j]));
        return least;
    }

    static int Cost(LabelledGraph a, LabelledGraph b, bool edgeTypes, List<int?> map)
    {
        var cost = b.Count - map.Count(j => j is not null) + b.EdgeCount;
        for (var i = 0; i < a.Count; i++)
        {
            if (map[i] is not { } to || a.Nodes[i] != b.Nodes[to]) cost++;
            for (var k = 0; k < i; k++)
            {
                var before = a[i, k];
                var after = map[i] is { } p && map[k] is { } q ? b[p, q] : 0;
                if (after != 0) cost--;
                if (before == 0 ? after != 0 : after == 0 || edgeTypes && before != after) cost++;
            }
        }

        return cost;
    }
}
