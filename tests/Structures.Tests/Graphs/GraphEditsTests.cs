using LossActors.Structures.Graphs;

namespace LossActors.Structures.Tests.Graphs;

public class GraphEditsTests
{
    [Fact]
    public void An_edited_graph_is_within_twice_as_many_edits_and_never_empty()
    {
        var random = RandomGraphs.Stream(5);
        for (var trial = 0; trial < 300; trial++)
        {
            var graph = RandomGraphs.Draw(random, random.NextInt(1, 6), density: 0.3);
            var edits = random.NextInt(5);

            var edited = GraphEdits.Apply(graph, edits, 3, 3, random);

            Assert.InRange(GraphEditDistance.Between(graph, edited), 0, 2 * edits);
            Assert.True(edited.Count > 0);
            Assert.All(edited.Nodes.ToArray(), type => Assert.InRange(type, 0, 2));
            Assert.All(edited.Edges.ToArray(), type => Assert.InRange(type, 0, 3));
        }
    }

    [Fact]
    public void One_edit_changes_the_graph_in_every_way()
    {
        var random = RandomGraphs.Stream(6);
        var graph = new LabelledGraph([0, 1, 2], [0, 1, 0, 1, 0, 2, 0, 2, 0]);
        var changes = new HashSet<(int Nodes, int Edges)>();
        for (var trial = 0; trial < 200; trial++)
        {
            var edited = GraphEdits.Apply(graph, 1, 3, 3, random);

            Assert.NotEqual(0, GraphEditDistance.Between(graph, edited));
            changes.Add((edited.Count - graph.Count, edited.EdgeCount - graph.EdgeCount));
        }

        Assert.Equal([(-1, -1), (0, -1), (0, 0), (0, 1), (1, 1)], changes.Order());
    }

    [Fact]
    public void Without_edits_or_with_one_type_of_each_a_graph_stays_what_it_can()
    {
        var random = RandomGraphs.Stream(7);
        var single = new LabelledGraph([0], [0]);

        Assert.Equal(single, GraphEdits.Apply(single, 0, 1, 1, random));
        Assert.Equal(new([0, 0], [0, 1, 1, 0]), GraphEdits.Apply(single, 1, 1, 1, random));
        Assert.Equal(1, GraphEdits.Apply(new([], []), 1, 1, 1, random).Count);
    }

    [Fact]
    public void The_same_draws_make_the_same_edits()
    {
        var graph = RandomGraphs.Draw(RandomGraphs.Stream(8), 9, density: 0.2);

        Assert.Equal(
            GraphEdits.Apply(graph, 5, 3, 3, RandomGraphs.Stream(9)), GraphEdits.Apply(graph, 5, 3, 3, RandomGraphs.Stream(9)));
    }
}
