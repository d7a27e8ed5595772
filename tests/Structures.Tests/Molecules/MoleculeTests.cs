using LossActors.Structures.Molecules;

namespace LossActors.Structures.Tests.Molecules;

public class MoleculeTests
{
    static readonly string[] Elements = ["C", "N", "O", "F"];

    [Fact]
    public void A_molecules_graph_has_its_elements_and_bonds()
    {
        var graph = Smiles.Read("OC#N").ToGraph(Elements);

        Assert.Equal([2, 0, 1], graph.Nodes.ToArray());
        Assert.Equal([0, 1, 0, 1, 0, 3, 0, 3, 0], graph.Edges.ToArray());
    }

    [Fact]
    public void An_element_that_is_not_listed_is_named()
    {
        var refused = Assert.Throws<MoleculeException>(() => Smiles.Read("CCCl").ToGraph(Elements));

        Assert.Equal("Atom 3 of C2H5Cl is Cl, which is none of C, N, O, F.", refused.Message);
    }

    [Theory, InlineData("CC(=O)N"), InlineData("c1ccccc1"), InlineData("N#CC1CO1"), InlineData("C")]
    public void A_molecule_without_charges_comes_back_from_its_graph(string smiles)
    {
        var molecule = Smiles.Read(smiles);

        var again = Molecule.FromGraph(molecule.ToGraph(Elements), Elements);

        Assert.Equal(molecule.Atoms, again.Atoms);
        Assert.Equal(molecule.Bonds.OrderBy(b => (b.To, b.From)), again.Bonds.OrderBy(b => (b.To, b.From)));
    }

    [Fact]
    public void Atoms_with_too_many_bonds_bear_no_hydrogens()
    {
        Assert.Equal(new("F"), Molecule.FromGraph(Smiles.Read("CFC").ToGraph(Elements), Elements).Atoms[1]);
    }

    [Fact]
    public void Molecules_are_equal_when_they_are_written_alike()
    {
        Assert.Equal(Smiles.Read("CCO"), Smiles.Read("[CH3]C[OH]"));
        Assert.Equal(Smiles.Read("CCO").GetHashCode(), Smiles.Read("[CH3]C[OH]").GetHashCode());
        Assert.NotEqual(Smiles.Read("CCO"), Smiles.Read("OCC"));
    }
}
