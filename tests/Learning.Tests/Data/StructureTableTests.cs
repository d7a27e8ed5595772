using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

/// <summary>Tables of labels and ranks, from files and made up.</summary>
public sealed class StructureTableTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    string Write(string name, params string[] lines)
    {
        File.WriteAllLines(folder[name], lines);
        return folder[name];
    }

    LabelSetsSpec Labels(params string[] rows) => new() { Path = Write("t.csv", ["x,a,b", .. rows]), Columns = "a\nb" };

    RankingsSpec Ranks(params string[] rows) => new() { Path = Write("t.csv", ["x,a,b,c", .. rows]), Columns = "a\nb\nc" };

    [Fact]
    public void A_table_of_labels_becomes_sets()
    {
        var draw = DataDraw.From(Labels([.. Enumerable.Range(0, 20).Select(i => $"{i},{i % 2},1")]), Seed);
        var sets = Assert.IsType<LabelSetOutputs>(draw.Outputs);
        Assert.Equal(("{b}", "{a, b}"), (sets.Text(0), sets.Text(1)));
        Assert.Equal((1, 2), (sets.Distance(0, sets, 1), sets.Size(0)));
    }

    [Fact]
    public void A_table_of_ranks_becomes_rankings()
    {
        var draw = DataDraw.From(Ranks([.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? $"{i},1,2,3" : $"{i},3,1,2")]), Seed);
        var rankings = Assert.IsType<RankingOutputs>(draw.Outputs);
        Assert.Equal(("a > b > c", "b > c > a"), (rankings.Text(0), rankings.Text(1)));
        Assert.Equal((2, 3), (rankings.Distance(0, rankings, 1), rankings.Size(0)));
    }

    [Fact]
    public void An_arff_file_is_read_by_its_ending()
    {
        var path = Write(
            "t.arff", ["@relation r", "@attribute x numeric", "@attribute a {0,1}", "@attribute b {0,1}", "@data",
                .. Enumerable.Range(0, 20).Select(i => $"{i},1,0")]);
        Assert.Equal("{a}", DataDraw.From(new LabelSetsSpec { Path = path, Columns = "a\nb" }, Seed).Outputs!.Text(0));
    }

    [Fact]
    public void A_label_that_is_neither_is_told_by_line_and_column() => Refused(Labels("1,0,1", "2,0,7"), "t.csv", "line 3", "'b'", "'7'");

    [Fact]
    public void A_rank_that_two_items_share_is_told_by_line_and_column() =>
        Refused(Ranks("1,1,2,3", "2,1,1,3"), "t.csv", "line 3", "rank 1", "'a'");

    [Fact]
    public void A_column_that_is_missing_is_told_with_those_that_there_are() =>
        Refused(Labels("1,0,1") with { Columns = "a\nz" }, "t.csv", "'z'", "x, a, b");

    [Fact]
    public void A_broken_arff_file_is_told_by_line() => Refused(
        new LabelSetsSpec { Path = Write("t.arff", "@relation r", "@attribute x numeric", "@atribute a {0,1}", "@data"), Columns = "a" },
        "t.arff", "line 3");

    [Fact]
    public void Test_rows_with_other_inputs_are_refused() => Refused(
        Labels("1,0,1") with { TestPath = Write("test.csv", "y,a,b", "1,0,1") }, "test.csv", "its inputs are y", "same columns");

    [Fact]
    public void Made_up_data_are_their_seeds_and_have_as_many_labels_as_told()
    {
        var spec = new LabelSetsSpec { Samples = 500, Dimensions = 4, Items = 6 };
        var sets = Assert.IsType<LabelSetOutputs>(DataDraw.From(spec, Seed).Outputs);
        Assert.All(
            Enumerable.Range(0, 6), k => Assert.Equal(0.3, Enumerable.Range(0, 500).Average(row => (double)sets.Members(row)[k]), 0.01));
        Assert.NotEqual(Texts(spec), Texts(spec with { DataSeed = 2 }));
        Assert.All(Texts(new RankingsSpec { Samples = 50, Items = 4 }), t => Assert.Equal(4, t.Split(" > ").Distinct().Count()));

        static string[] Texts(StructuredSpec spec)
        {
            var outputs = DataDraw.From(spec, Seed).Outputs!;
            return [.. Enumerable.Range(0, outputs.Count).Select(outputs.Text)];
        }
    }
}
