using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;
using LossActors.Structures.Tests.Graphs;

namespace LossActors.Structures.Tests.Molecules;

public class ValencesTests
{
    static readonly string[] Elements = ["C", "N", "O", "F"];

    [Theory]
    [InlineData("CC(=O)N", true)]
    [InlineData("C#N", true)]
    [InlineData("CF", true)]
    [InlineData("C.C", false)]
    [InlineData("CN(=O)=O", false)]
    [InlineData("CFC", false)]
    [InlineData("C=O=C", false)]
    public void A_graph_is_valid_in_one_piece_and_with_no_more_bonds_than_are_usual(string smiles, bool valid)
    {
        Assert.Equal(valid, Valences.IsValid(Graph(smiles), Elements));
    }

    [Fact]
    public void A_repaired_graph_is_valid_and_a_valid_one_stays()
    {
        var random = RandomGraphs.Stream(10);
        for (var trial = 0; trial < 500; trial++)
        {
            var graph = RandomGraphs.Draw(random, random.NextInt(0, 9), 4, 3, random.NextDouble());

            var repaired = Valences.Repair(graph, Elements);

            Assert.True(Valences.IsValid(repaired, Elements));
            Assert.Equal(repaired, Valences.Repair(graph, Elements));
            if (Valences.IsValid(graph, Elements)) Assert.Same(graph, repaired);
        }
    }

    [Theory]
    [InlineData("CC=O=C", "CCOC")]
    [InlineData("C=N=C", "CN=C")]
    [InlineData("CC(C)(C)=C", "CC(C)(C)C")]
    [InlineData("C#O", "C=O")]
    public void Bonds_are_lowered_until_they_fit(string smiles, string repaired)
    {
        Assert.Equal(0, GraphEditDistance.Between(Graph(repaired), Valences.Repair(Graph(smiles), Elements)));
    }

    [Fact]
    public void The_weakest_bond_gives_way()
    {
        var carbonFluorine = Graph("CFN");
        float[] weights = [0, 0.2f, 0, 0.2f, 0, 0.9f, 0, 0.9f, 0];

        var repaired = Valences.Repair(carbonFluorine, Elements, weights);

        Assert.Equal(0, repaired[0, 1]);
        Assert.Equal(1, repaired[1, 2]);
    }

    [Fact]
    public void Pieces_are_joined_by_the_strongest_bond_that_fits()
    {
        var pieces = Graph("CC.F");
        float[] weights = [0, 0, 0.1f, 0, 0, 0.3f, 0.1f, 0.3f, 0];

        Assert.Equal(1, Valences.Repair(pieces, Elements, weights)[1, 2]);
        Assert.Equal(1, Valences.Repair(pieces, Elements)[0, 2]);
    }

    [Fact]
    public void Where_no_bond_fits_the_largest_piece_stays()
    {
        Assert.Equal(Graph("FC(F)(F)F"), Valences.Repair(Graph("FF.FC(F)(F)F.FF"), Elements));
    }

    [Fact]
    public void Weights_of_another_size_and_unknown_elements_are_refused()
    {
        Assert.Contains("4 weights", Assert.Throws<ArgumentException>(() => Valences.Repair(Graph("CC"), Elements, [1f])).Message);
        Assert.Contains("type 9", Assert.Throws<ArgumentException>(() => Valences.IsValid(new([9], [0]), Elements)).Message);
    }

    static LabelledGraph Graph(string smiles) => Smiles.Read(smiles).ToGraph(Elements);
}
