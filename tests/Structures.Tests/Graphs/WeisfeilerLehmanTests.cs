using LossActors.Structures.Graphs;

namespace LossActors.Structures.Tests.Graphs;

public class WeisfeilerLehmanTests
{
    /// <summary>A path of three nodes, 0 – 1 – 0.</summary>
    static readonly LabelledGraph Path = new([0, 1, 0], [0, 1, 0, 1, 0, 1, 0, 1, 0]);

    [Fact]
    public void Colours_count_nodes_that_look_alike_from_ever_further()
    {
        Assert.Equal([1, 2], Counts(0));
        Assert.Equal([1, 1, 2, 2], Counts(1));
        Assert.Equal([1, 1, 1, 2, 2, 2], Counts(2));

        IEnumerable<int> Counts(int iterations) => WeisfeilerLehman.Features(Path, iterations).Values.Order();
    }

    [Fact]
    public void Renumbered_graphs_have_the_same_features()
    {
        var random = RandomGraphs.Stream(4);
        for (var trial = 0; trial < 50; trial++)
        {
            var graph = RandomGraphs.Draw(random, 9, density: 0.3);
            var (features, others) = (WeisfeilerLehman.Features(graph, 3), WeisfeilerLehman.Features(Mixed(graph), 3));

            Assert.Equal(features.OrderBy(f => f.Key), others.OrderBy(f => f.Key));
        }

        LabelledGraph Mixed(LabelledGraph graph) => RandomGraphs.Renumbered(graph, random);
    }

    [Fact]
    public void The_type_of_an_edge_is_seen_after_one_step()
    {
        var other = new LabelledGraph([0, 1, 0], [0, 1, 0, 1, 0, 2, 0, 2, 0]);

        Assert.Equal(1, WeisfeilerLehman.NormalisedKernel(Path, other, 0));
        Assert.True(WeisfeilerLehman.NormalisedKernel(Path, other, 1) < 1);
    }

    [Fact]
    public void Colours_are_the_same_on_every_machine()
    {
        Assert.Equal(4270843096242920493ul, WeisfeilerLehman.Features(Path, 3).Keys.Min());
    }

    [Fact]
    public void The_kernel_multiplies_counts_of_the_same_colours()
    {
        var single = new LabelledGraph([0], [0]);

        Assert.Equal(5, WeisfeilerLehman.Kernel(Path, Path, 0));
        Assert.Equal(2, WeisfeilerLehman.Kernel(Path, single, 0));
        Assert.Equal(2 / Math.Sqrt(5), WeisfeilerLehman.NormalisedKernel(Path, single, 0), 1e-15);
        Assert.Equal(1, WeisfeilerLehman.NormalisedKernel(Path, Path, 3));
    }

    [Fact]
    public void A_graph_of_no_nodes_is_like_itself_alone()
    {
        var nothing = new LabelledGraph([], []);

        Assert.Equal(1, WeisfeilerLehman.NormalisedKernel(nothing, nothing, 2));
        Assert.Equal(0, WeisfeilerLehman.NormalisedKernel(nothing, Path, 2));
    }
}
