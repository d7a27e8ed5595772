using LossActors.Structures.Graphs;

namespace LossActors.Structures.Tests.Graphs;

public class CanonicalOrderTests
{
    [Fact]
    public void A_graph_is_written_alike_however_it_was_numbered()
    {
        var random = RandomGraphs.Stream(21);
        for (var trial = 0; trial < 200; trial++)
        {
            var graph = RandomGraphs.Draw(random, 1 + trial % 9, nodeTypes: 2, edgeTypes: 2, density: 0.3);
            var canonical = CanonicalOrder.Of(graph);

            Assert.Equal(canonical, CanonicalOrder.Of(RandomGraphs.Renumbered(graph, random)));
            Assert.Equal(0, GraphEditDistance.Between(graph, canonical));
        }
    }

    [Fact]
    public void Nodes_that_are_alike_are_told_apart_by_going_ahead_one_by_one()
    {
        // A ring of six: every node is alike.
        var edges = new byte[36];
        for (var i = 0; i < 6; i++) edges[i * 6 + (i + 1) % 6] = edges[(i + 1) % 6 * 6 + i] = 1;
        var (ring, random) = (new LabelledGraph(new byte[6], edges), RandomGraphs.Stream(22));
        for (var trial = 0; trial < 20; trial++)
            Assert.Equal(CanonicalOrder.Of(ring), CanonicalOrder.Of(RandomGraphs.Renumbered(ring, random)));
    }

    [Fact]
    public void Nodes_come_by_their_types_first() =>
        Assert.Equal([0, 1, 1, 2], CanonicalOrder.Of(new([1, 2, 0, 1], new byte[16])).Nodes.ToArray());

    [Fact]
    public void A_graph_of_nothing_stays_one() => Assert.Equal(new([], []), CanonicalOrder.Of(new([], [])));
}
