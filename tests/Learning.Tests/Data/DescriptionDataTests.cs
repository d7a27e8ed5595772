using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

public sealed class DescriptionDataTests : IDisposable
{
    const string Header = "CID\tSMILES\tdescription";

    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    string Write(string name, params string[] lines)
    {
        File.WriteAllLines(folder[name], lines);
        return folder[name];
    }

    DescriptionsSpec Of(params string[] rows) => new(Write("a.txt", [Header, .. rows])) { LeastCount = 2 };

    static string[] Rows(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}\t{new string('C', 2 + i)}\tA chain of carbon.")];

    [Fact]
    public void Words_go_in_and_the_characters_of_what_they_describe_come_out()
    {
        var draw = DataDraw.From(Of(["7\tC/C=C\\\\C\tA chain, of 3-oxo-carbon 17E!", .. Rows(9)]), Seed);
        var outputs = Assert.IsType<SequenceOutputs>(draw.Outputs);
        Assert.Equal("C/C=C\\C", outputs.Text(0));
        Assert.Equal(7, outputs.Size(0));
        // Known are a, carbon, chain and of, by the alphabet; 3, oxo and 17e are rare.
        Assert.Equal((7, 5), (draw.Shape.Size, draw.Shape.Vocabulary));
        Assert.Equal([1, 3, 4, 5, 5, 2, 5], Sample(draw, 0));
        Assert.Equal([1, 3, 4, 2, 0, 0, 0], Sample(draw, 1));
    }

    [Fact]
    public void A_word_with_hyphens_is_one_where_it_is_frequent_and_its_parts_else()
    {
        var words = Words.Of(["beta-D-glucose beta-D-glucose", "alpha-D-glucose", "alpha"], 2);
        // alpha, beta-d-glucose.
        Assert.Equal([2, 1, 3, 3], words.Read("Beta-D-glucose, alpha-D-glucose"));
        Assert.Equal((3, true, false), (words.Vocabulary, words.IsKnown(2), words.IsKnown(3)));
    }

    [Fact]
    public void Only_the_first_words_are_read() =>
        Assert.Equal([1, 3], Sample(DataDraw.From(Of(Rows(10)) with { MostTokens = 2 }, Seed), 0));

    [Fact]
    public void Several_tables_are_one_and_a_test_table_is_apart()
    {
        var spec = Of(Rows(10));
        var more = Write("b.txt", [Header, .. Rows(5)]);
        Assert.Equal(15, DataDraw.From(spec with { Path = $"{spec.Path}\n{more}" }, Seed).Outputs!.Count);
        // Its words are known from the others alone.
        var draw = DataDraw.From(spec with { TestPath = Write("test.txt", Header, "1\tN\tamine amine of") }, Seed);
        Assert.Equal([10], draw.Test.Rows);
        Assert.Equal([5, 5, 4, 0], Sample(draw, 10));
    }

    [Fact]
    public void A_description_without_a_known_word_is_told_by_line() =>
        Refused(Of(["1\tCC\t(nothing else)", .. Rows(9)]), "a.txt: line 2", "dataset.least-count");

    [Fact]
    public void A_row_with_too_few_cells_is_told_by_line() =>
        Refused(Of([.. Rows(9), "1\tCC"]), "a.txt: line 11 has 2 cells", "header has 3");

    [Fact]
    public void A_row_that_describes_nothing_is_told_by_line() => Refused(Of(["1\t \tof", .. Rows(9)]), "a.txt: line 2", "'SMILES'");

    [Fact]
    public void A_column_that_is_missing_is_told_with_its_key_and_those_that_there_are()
    {
        Refused(Of(Rows(9)) with { Input = "text" }, "no column 'text'", "CID, SMILES, description", "dataset.input");
        Refused(Of(Rows(9)) with { OutputColumn = "name" }, "no column 'name'", "dataset.output-column");
    }

    [Fact]
    public void A_column_that_is_there_twice_is_refused()
    {
        var twice = Write("twice.txt", ["SMILES\tSMILES\tdescription", .. Rows(9)]);
        Refused(new DescriptionsSpec(twice), "twice.txt", "'SMILES' twice");
    }

    [Fact]
    public void A_table_that_is_empty_or_without_tabs_is_refused()
    {
        Refused(new DescriptionsSpec(folder.Write("empty.txt", [])), "empty.txt: the file is empty");
        Refused(new DescriptionsSpec(Write("commas.txt", "SMILES,description", "CC,a chain")), "has no tab");
    }

    [Fact]
    public void A_table_without_rows_is_refused() => Refused(Of(), "a.txt", "no rows");

    [Fact]
    public void A_file_that_is_missing_is_told_with_its_key() =>
        Refused(new DescriptionsSpec("nowhere.txt"), "nowhere.txt", "dataset.path");

    [Fact]
    public void Its_recipe_parses_back_and_moves_with_its_files()
    {
        var spec = Of(Rows(9)).Pinned();
        var json = System.Text.Json.JsonSerializer.Serialize(spec);
        Assert.Equal(spec, System.Text.Json.JsonSerializer.Deserialize<DatasetSpec>(json));
        Assert.Equal("", ((DescriptionsSpec)spec.WithoutPlaces()).Path);
    }
}
