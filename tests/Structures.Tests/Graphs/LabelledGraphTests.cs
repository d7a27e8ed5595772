using LossActors.Structures.Graphs;

namespace LossActors.Structures.Tests.Graphs;

public class LabelledGraphTests
{
    [Fact]
    public void A_graph_tells_its_nodes_and_edges()
    {
        var path = new LabelledGraph([0, 1, 2], [0, 1, 0, 1, 0, 3, 0, 3, 0]);

        Assert.Equal(3, path.Count);
        Assert.Equal(2, path.EdgeCount);
        Assert.Equal([0, 1, 2], path.Nodes.ToArray());
        Assert.Equal(3, path[2, 1]);
        Assert.Equal(0, path[0, 2]);
    }

    [Fact]
    public void A_graph_keeps_nothing_of_the_arrays_it_was_made_of()
    {
        byte[] nodes = [0, 1], edges = [0, 1, 1, 0];
        var graph = new LabelledGraph(nodes, edges);

        nodes[0] = 5;
        edges[1] = 5;

        Assert.Equal(new LabelledGraph([0, 1], [0, 1, 1, 0]), graph);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 }, new byte[] { 0, 1, 1 }, "4 entries")]
    [InlineData(new byte[] { 0, 0 }, new byte[] { 0, 1, 2, 0 }, "node 1 to node 0")]
    [InlineData(new byte[] { 0, 0 }, new byte[] { 0, 1, 1, 1 }, "Node 1 has an edge to itself")]
    public void What_is_no_undirected_graph_without_loops_is_refused(byte[] nodes, byte[] edges, string what)
    {
        Assert.Contains(what, Assert.Throws<ArgumentException>(() => new LabelledGraph(nodes, edges)).Message);
    }

    [Fact]
    public void Graphs_are_equal_when_they_are_written_alike()
    {
        var graph = new LabelledGraph([0, 1], [0, 1, 1, 0]);
        LabelledGraph same = new([0, 1], [0, 1, 1, 0]), otherNode = new([0, 0], [0, 1, 1, 0]), otherEdge = new([0, 1], [0, 2, 2, 0]);

        Assert.Equal(same, graph);
        Assert.Equal(same.GetHashCode(), graph.GetHashCode());
        Assert.NotEqual(otherNode, graph);
        Assert.NotEqual(otherEdge, graph);
    }

    [Fact]
    public void A_graph_of_two_parts_is_not_connected()
    {
        Assert.True(new LabelledGraph([], []).IsConnected);
        Assert.True(new LabelledGraph([0], [0]).IsConnected);
        Assert.True(new LabelledGraph([0, 0, 0], [0, 0, 1, 0, 0, 1, 1, 1, 0]).IsConnected);
        Assert.False(new LabelledGraph([0, 0, 0], [0, 0, 1, 0, 0, 0, 1, 0, 0]).IsConnected);
    }
}
