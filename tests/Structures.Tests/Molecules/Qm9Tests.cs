using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;

namespace LossActors.Structures.Tests.Molecules;

/// <summary>The molecules of QM9 below $LOSSACTORS_DATA, else some of them.</summary>
public class Qm9Tests
{
    static readonly string[] Elements = ["C", "N", "O", "F"];

    static readonly string[] Some =
    [
        "O=C1Cc2[nH]ccc2N1", "C#CC(=NO)C(C)(C)C", "C[C@H]1O[C@]12C[C@@H](C=O)C2", "CC(C)C[C@H]1O[C@H]2C[C@H]21",
        "C[C@H]1C[C@H]2O[C]([NH])C[C@@H]12",
    ];

    static readonly string[] Lines = Environment.GetEnvironmentVariable("LOSSACTORS_DATA") is { Length: > 0 } root
        && Path.Combine(root, "qm9", "smiles.txt") is var path && File.Exists(path) ? File.ReadAllLines(path) : Some;

    [Fact]
    public void Every_molecule_is_read()
    {
        Assert.All(Lines, line => Assert.InRange(Smiles.Read(line).ToGraph(Elements).Count, 1, 9));
    }

    [Fact]
    public void A_molecule_that_is_written_and_read_again_is_the_same()
    {
        for (var i = 0; i < Lines.Length; i += 37)
        {
            var molecule = Smiles.Read(Lines[i]);

            var again = Smiles.Read(Smiles.Write(molecule));

            Assert.Equal(molecule.Formula, again.Formula);
            Assert.Equal(0, GraphEditDistance.Between(molecule.ToGraph(Elements), again.ToGraph(Elements)));
        }
    }

    [Fact]
    public void A_molecule_has_one_canonical_order_of_atoms()
    {
        var random = Graphs.RandomGraphs.Stream(23);
        for (var i = 0; i < Lines.Length; i += 37)
        {
            var graph = Smiles.Read(Lines[i]).ToGraph(Elements);
            Assert.Equal(CanonicalOrder.Of(graph), CanonicalOrder.Of(Graphs.RandomGraphs.Renumbered(graph, random)));
        }
    }
}
