using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

public sealed class MoleculeDataTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    MoleculesSpec Of(params string[] lines) => new(Write("smiles.txt", lines));

    string Write(string name, params string[] lines)
    {
        File.WriteAllLines(folder[name], lines);
        return folder[name];
    }

    static string[] Chains(int count) => [.. Enumerable.Range(0, count).Select(i => new string('C', 2 + i % 6) + "O")];

    [Fact]
    public void A_text_goes_in_character_by_character_and_its_graph_comes_out()
    {
        var draw = DataDraw.From(Of(["OCC=O comment", "", .. Chains(20)]), Seed);
        var graphs = Assert.IsType<GraphOutputs>(draw.Outputs);
        Assert.Equal(21, graphs.Count);
        Assert.Equal((8, 3), (draw.Shape.Size, draw.Shape.Vocabulary));
        // Characters by their codes: '=' 'C' 'O'.
        Assert.Equal([3, 2, 2, 1, 3, 0, 0, 0], Sample(draw, 0));
        Assert.Equal([2, 0, 0, 2], graphs.Graphs[0].Nodes.ToArray());
        Assert.Equal(("OCC=O", 3 + 4), (graphs.Text(0), graphs.Size(0)));
    }

    [Fact]
    public void Molecules_of_a_single_heavy_atom_are_left_out()
    {
        var draw = DataDraw.From(Of(["C", "O", "N", .. Chains(20)]), Seed);
        Assert.Equal(20, draw.Outputs!.Count);
    }

    [Fact]
    public void Known_outputs_are_those_of_no_validation_test_or_proof_sample()
    {
        var draw = DataDraw.From(Of(Chains(100)) with { Labelled = 10, Proof = 0.1 }, Seed, CleanSplit.HeldBack);
        Assert.Equal((10, 20, 10, 50), (draw.Training.Count, draw.Validation.Count, draw.Test.Count, draw.Known!.Length));
        Assert.Subset(draw.Known.ToHashSet(), draw.Training.Rows.ToHashSet());
        Assert.DoesNotContain(draw.Known, row => draw.Validation.Rows.Contains(row) || draw.Test.Rows.Contains(row));
    }

    [Fact]
    public void A_text_that_is_no_smiles_is_told_by_line_and_column() =>
        Refused(Of(["CC", "CCC(", .. Chains(9)]), "smiles.txt: line 2, column");

    [Fact]
    public void An_element_that_is_not_listed_is_told_by_line() =>
        Refused(Of(["CC", "", "CBr", .. Chains(9)]), "smiles.txt: line 3", "Br", "dataset.elements");

    [Fact]
    public void A_large_molecule_is_told_by_line_and_size() =>
        Refused(Of(["CC", new string('C', 10)]), "smiles.txt: line 2 has 10 heavy atoms", "dataset.most-atoms = 9", "raise it");

    [Fact]
    public void A_file_without_molecules_is_refused() => Refused(Of("", "C"), "smiles.txt", "no molecule of two heavy atoms");

    [Fact]
    public void A_test_file_without_molecules_is_refused() =>
        Refused(Of(Chains(20)) with { TestPath = Write("test.txt", "N") }, "test.txt", "no molecule of two heavy atoms");

    [Fact]
    public void A_character_that_no_training_molecule_has_is_told_by_line_and_column() => Refused(
        Of(Chains(20)) with { TestPath = Write("test.txt", "CCO", "CC#N") },
        "test.txt: line 2, column 3", "'#'", "no network can learn it");

    [Fact]
    public void A_file_that_is_missing_is_told_with_its_key() => Refused(new MoleculesSpec("nowhere.txt"), "nowhere.txt", "dataset.path");

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Refused(new MoleculesSpec(folder.Write("smiles.txt", 67, 67, 255, 254)), "smiles.txt", "UTF-8");
}
