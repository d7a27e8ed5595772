using LossActors.Structures.Graphs;
using LossActors.Structures.Molecules;

namespace LossActors.Structures.Tests.Molecules;

public class SmilesTests
{
    [Theory]
    [InlineData("C", "CH4")]
    [InlineData("CCO", "C2H6O")]
    [InlineData("CC(C)(C)C", "C5H12")]
    [InlineData("C1CC1", "C3H6")]
    [InlineData("C%11CC%11", "C3H6")]
    [InlineData("C12CC1C2", "C4H6")]
    [InlineData("N#N", "N2")]
    [InlineData("C=1CCCCC1", "C6H10")]
    [InlineData("C=1CCCCC=1", "C6H10")]
    [InlineData("F/C=C/F", "C2H2F2")]
    [InlineData("F/C=C\\F", "C2H2F2")]
    [InlineData("ClCBr", "CH2BrCl")]
    [InlineData("O=Cl(=O)(=O)O", "ClHO4")]
    [InlineData("CS(=O)(=O)C", "C2H6O2S")]
    [InlineData("OP(=O)(O)O", "H3O4P")]
    [InlineData("C[N+](=O)[O-]", "CH3NO2")]
    [InlineData("CN(=O)=O", "CH3NO2")]
    [InlineData("[Na+].[Cl-]", "ClNa")]
    [InlineData("C(.C)C", "C3H10")]
    [InlineData("[13CH4]", "CH4")]
    [InlineData("[CH3:12]O", "CH4O")]
    [InlineData("N[C@@H](C)C(=O)O", "C3H7NO2")]
    [InlineData("[C@TH1H](F)(Cl)Br", "CHBrClF")]
    [InlineData("[Fe+++]", "Fe")]
    [InlineData("*C", "CH3*")]
    [InlineData("[U]$[Mo]", "MoU")]
    public void Hydrogens_fill_the_usual_valence_where_the_text_leaves_them_out(string smiles, string formula)
    {
        Assert.Equal(formula, Smiles.Read(smiles).Formula);
    }

    [Theory]
    [InlineData("c1ccccc1", "C6H6", 3)]
    [InlineData("C1=CC=CC=C1", "C6H6", 3)]
    [InlineData("c1ccncc1", "C5H5N", 3)]
    [InlineData("c1cc[nH]c1", "C4H5N", 2)]
    [InlineData("c1ccn(C)c1", "C5H7N", 2)]
    [InlineData("c1ccoc1", "C4H4O", 2)]
    [InlineData("c1ccsc1", "C4H4S", 2)]
    [InlineData("c1cc[se]c1", "C4H4Se", 2)]
    [InlineData("c1ccc2ccccc2c1", "C10H8", 5)]
    [InlineData("c1ccc2cccc2cc1", "C10H8", 5)]
    [InlineData("c1ccc2[nH]ccc2c1", "C8H7N", 4)]
    [InlineData("c1ccc2c(c1)cccc2C", "C11H10", 5)]
    [InlineData("c1ccc2cc3ccccc3cc2c1", "C14H10", 7)]
    [InlineData("c1cc2ccc3cccc4ccc(c1)c2c34", "C16H10", 8)]
    [InlineData("Cn1cnc2c1c(=O)n(C)c(=O)n2C", "C8H10N4O2", 4)]
    [InlineData("O=c1cc[nH]cc1", "C5H5NO", 3)]
    [InlineData("O=n1ccccc1", "C5H5NO", 4)]
    [InlineData("[O-][n+]1ccccc1", "C5H5NO", 3)]
    [InlineData("C[n+]1ccccc1", "C6H8N", 3)]
    [InlineData("[cH-]1cccc1", "C5H5", 2)]
    [InlineData("[cH+]1cccccc1", "C7H7", 3)]
    [InlineData("c1cc[o+]cc1", "C5H5O", 3)]
    [InlineData("c1nn[n-]n1", "CHN4", 2)]
    [InlineData("b1ccccc1", "C5H5B", 3)]
    [InlineData("[bH]1[nH][bH][nH][bH][nH]1", "B3H6N3", 0)]
    [InlineData("p1ccccc1", "C5H5P", 3)]
    [InlineData("[c]1ccccc1", "C6H5", 3)]
    [InlineData("c1ccccc1-c1ccccc1", "C12H10", 6)]
    [InlineData("c1ccccc1c1ccccc1", "C12H10", 6)]
    [InlineData("c1ccc2c(c1)Cc1ccccc12", "C13H10", 6)]
    [InlineData("c1:c:c:c:c:c1", "C6H6", 3)]
    [InlineData("c1ccc(cc1)C(=O)O", "C7H6O2", 4)]
    [InlineData("c1=cc=cc=c1", "C6H6", 3)]
    [InlineData("O=C1Cc2[nH]ccc2N1", "C6H6N2O", 3)]
    public void Aromatic_atoms_get_double_bonds_in_turn(string smiles, string formula, int doubles)
    {
        var molecule = Smiles.Read(smiles, checkValences: true);

        Assert.Equal(formula, molecule.Formula);
        Assert.Equal(doubles, molecule.Bonds.Count(b => b.Order == 2));
    }

    [Theory]
    [InlineData("[H]C([H])([H])[H]", "CH4")]
    [InlineData("[2H]OC", "CH4O")]
    [InlineData("[H][H]", "H2")]
    [InlineData("[H+]", "H")]
    public void Hydrogen_atoms_count_with_their_one_neighbour(string smiles, string formula)
    {
        Assert.Equal(formula, Smiles.Read(smiles).Formula);
    }

    [Fact]
    public void Hydrogens_of_their_own_stay_atoms()
    {
        Assert.Single(Smiles.Read("[H]C([H])([H])[H]").Atoms);
        Assert.Equal(2, Smiles.Read("[H][H]").Atoms.Count);
        Assert.Equal(new("H", 1), Assert.Single(Smiles.Read("[H+]").Atoms));
    }

    [Fact]
    public void Atoms_without_their_hydrogens_stay_radicals()
    {
        Assert.Equal([new("C"), new("N", 0, 1)], Smiles.Read("[C][NH]").Atoms);
    }

    [Theory]
    [InlineData("[NH4+]", 1)]
    [InlineData("[Fe++]", 2)]
    [InlineData("[Fe+2]", 2)]
    [InlineData("[O--]", -2)]
    [InlineData("[O-2]", -2)]
    [InlineData("[Cl-]", -1)]
    public void Charges_are_read_in_all_spellings(string smiles, int charge)
    {
        Assert.Equal(charge, Smiles.Read(smiles).Atoms[0].Charge);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("CX", 2, "'X'")]
    [InlineData("CNa", 3, "brackets")]
    [InlineData("C C", 2, "' '")]
    [InlineData("C[Xx]", 3, "'Xx', which is no element")]
    [InlineData("C[", 2, "bracket that nothing closes")]
    [InlineData("C[NH", 2, "bracket that nothing closes")]
    [InlineData("C[N?]", 4, "'?'")]
    [InlineData("C[]", 3, "no element")]
    [InlineData("C[13]", 5, "no element")]
    [InlineData("C[CH3:]", 7, "class")]
    [InlineData("C[C+99999]", 5, "above 9999")]
    [InlineData("C(C", 2, "branch that nothing closes")]
    [InlineData("CC)", 3, "branch that nothing opens")]
    [InlineData("(C)", 1, "before any atom")]
    [InlineData("C()C", 2, "without atoms")]
    [InlineData("C1CC", 2, "ring 1, which nothing closes")]
    [InlineData("C12CC1", 3, "ring 2, which nothing closes")]
    [InlineData("C11", 3, "at the atom that opens it")]
    [InlineData("C1C1", 4, "bound already")]
    [InlineData("C12CC12", 7, "bound already")]
    [InlineData("C=1CC#1", 7, "'#', but column 3 opens it by '='")]
    [InlineData("C%1C", 2, "two digits")]
    [InlineData("1CC1", 1, "before any atom")]
    [InlineData("=CC", 1, "before any atom")]
    [InlineData("CC=", 3, "leads to no atom")]
    [InlineData("C==C", 2, "leads to no atom")]
    [InlineData("C-(C)C", 2, "leads to no atom")]
    [InlineData("C.", 2, "component without atoms")]
    [InlineData("C(.)C", 3, "component without atoms")]
    [InlineData(".C", 1, "before any atom")]
    [InlineData("C:C", 2, "not aromatic")]
    [InlineData("c1cccc1", 6, "no partner")]
    [InlineData("c1ccnc1", 6, "[nH]")]
    [InlineData("cc", 1, "no partner")]
    public void What_is_no_SMILES_is_refused_at_its_column(string smiles, int column, string what)
    {
        var refused = Assert.Throws<SmilesException>(() => Smiles.Read(smiles));

        Assert.Contains(what, refused.Message);
        Assert.Contains($"column {refused.Column} ", refused.Message);
        Assert.Equal(column, refused.Column);
    }

    [Theory]
    [InlineData("CC(C)(C)(C)C", 2, "C 5 bonds")]
    [InlineData("CF=C", 2, "F 3 bonds")]
    [InlineData("C[NH5]", 2, "N 6 bonds")]
    [InlineData("[NH5+]", 1, "N 5 bonds")]
    [InlineData("FI(F)(F)(F)(F)(F)(F)F", 2, "I 8 bonds")]
    public void Too_many_bonds_are_refused_where_that_is_asked_for(string smiles, int column, string what)
    {
        Smiles.Read(smiles);

        var refused = Assert.Throws<SmilesException>(() => Smiles.Read(smiles, checkValences: true));

        Assert.Equal(column, refused.Column);
        Assert.Contains(what, refused.Message);
    }

    [Theory]
    [InlineData("c1ccccc1", "C1=CC=CC=C1")]
    [InlineData("C[N+](=O)[O-]", "C[N+](=O)[O-]")]
    [InlineData("CC(C)(O)C#N", "CC(C)(O)C#N")]
    [InlineData("[H+].[Cl-]", "[H+].[Cl-]")]
    [InlineData("[C][NH]", "[C][NH]")]
    [InlineData("[Fe+2]", "[Fe+2]")]
    [InlineData("N#N", "N#N")]
    public void A_molecule_is_written_with_brackets_only_where_they_are_needed(string smiles, string written)
    {
        Assert.Equal(written, Smiles.Write(Smiles.Read(smiles)));
    }

    [Fact]
    public void A_cage_of_many_rings_is_written_and_read_again()
    {
        const string cubane = "C12C3C4C1C5C2C3C45";
        var molecule = Smiles.Read(cubane);

        var again = Smiles.Read(Smiles.Write(molecule));

        Assert.Equal(molecule.Formula, again.Formula);
        Assert.Equal(0, GraphEditDistance.Between(molecule.ToGraph(["C"]), again.ToGraph(["C"])));
    }
}
