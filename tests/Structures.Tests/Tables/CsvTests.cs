using System.Text;
using LossActors.Structures.Tables;

namespace LossActors.Structures.Tests.Tables;

public class CsvTests
{
    static readonly LabelColumns FliesAndSings = LabelColumns.Named(["flies", "sings"]);

    [Fact]
    public void Labels_are_the_named_columns_and_inputs_the_others()
    {
        var table = Labels("flies,weight,sings,\"wing, span\"\n1,1.5,0,2\nfalse,3,YES,4\n");

        Assert.Equal(["weight", "wing, span"], table.Inputs);
        Assert.Equal(["flies", "sings"], table.Labels);
        Assert.Equal([1.5f, 2, 3, 4], table.X);
        Assert.Equal([1, 0, 0, 1], table.Y);
        Assert.Equal(2, table.Rows);
    }

    [Fact]
    public void Another_separator_can_be_named()
    {
        var table = TableReader.ReadLabels("birds.csv", "a;y\n1;0\n"u8.ToArray(), LabelColumns.Last(1), ';');

        Assert.Equal([1f], table.X);
    }

    [Theory]
    [InlineData("", "birds.csv: the file is empty")]
    [InlineData("x,flies,sings\n", "no rows")]
    [InlineData("x,flies,sings\n1,0,1\n1,0\n", "line 3 has 2 cells, but the header names 3 columns")]
    [InlineData("x,flies,sings\n,0,1\n", "line 2, column 'x' is missing")]
    [InlineData("x,flies,sings\nred,0,1\n", "line 2, column 'x' is 'red' and no finite number")]
    [InlineData("x,flies,sings\n1,0,2\n", "line 2, column 'sings' is '2'; a label is 0 or 1")]
    [InlineData("x,flies,swims\n1,0,1\n", "no column 'sings'; it has x, flies, swims")]
    [InlineData("x,x,flies,sings\n1,1,0,1\n", "names the column 'x' twice")]
    [InlineData("x,,flies,sings\n1,1,0,1\n", "gives column 2 no name")]
    [InlineData("x;flies;sings\n1;0;1\n", "no column 'flies'; it has x;flies;sings")]
    [InlineData("x,flies,sings\n1e99,0,1\n", "'1e99' and no finite number that a float32 holds")]
    [InlineData("x,flies,sings\n\"1,0,1\n", "line 2 has a quoted field that is never closed; mend its quotes.")]
    [InlineData("x,flies,sings\n0123456789012345678901234567890123456789z,0,1\n", "'0123456789012345678901234567890123456789…'")]
    [InlineData("flies,sings\n0,1\n", "none is left as input")]
    public void Bad_tables_are_refused_at_their_place(string text, string what)
    {
        Assert.Contains(what, Assert.Throws<TableException>(() => Labels(text)).Message);
    }

    [Fact]
    public void A_label_is_chosen_once_and_at_least_one_is()
    {
        const string text = "x,flies,sings\n1,0,1\n";

        Assert.Contains("twice", Refusal(LabelColumns.Named(["flies", "flies"])));
        Assert.Contains("at least one", Refusal(LabelColumns.Named([])));
        Assert.Contains("4 columns are to be labels, but it has 3", Refusal(LabelColumns.First(4)));

        string Refusal(LabelColumns labels) =>
            Assert.Throws<TableException>(() => TableReader.ReadLabels("birds.csv", Encoding.UTF8.GetBytes(text), labels)).Message;
    }

    [Theory]
    [InlineData(new byte[] { (byte)'x', (byte)'\n', (byte)'a', 0xE9 }, "line 2, character 2 is no UTF-8 (byte 0xE9)")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'x', 0 }, "UTF-16")]
    [InlineData(new byte[] { (byte)'x', (byte)'\n', (byte)'1', 0 }, "line 2 holds a zero byte")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "it is compressed by gzip; unpack it first")]
    public void Bytes_that_are_no_UTF_8_are_refused(byte[] bytes, string what)
    {
        foreach (var path in (string[])["birds.csv", "birds.arff"])
            Assert.Contains(what, Assert.Throws<TableException>(() => TableReader.ReadLabels(path, bytes, FliesAndSings)).Message);
    }

    [Fact]
    public void Labels_that_hold_ranks_make_a_ranking()
    {
        var table = TableReader.ReadRankings("birds.csv", "x,a,b,c\n1,3,1,2\n2,1,2,3\n"u8.ToArray(), LabelColumns.Last(3));

        Assert.Equal([3, 1, 2, 1, 2, 3], table.Ranks);
        Assert.Equal(["a", "b", "c"], table.Labels);
        Assert.Equal([1f, 2], table.X);
        Assert.Equal(2, table.Rows);
    }

    [Theory]
    [InlineData("1,1,2,2\n", "line 2, column 'c' has rank 2, which column 'b' has")]
    [InlineData("1,1,2,4\n", "line 2, column 'c' is '4'; a rank is one of 1 to 3")]
    [InlineData("1,0,1,2\n", "line 2, column 'a' is '0'")]
    [InlineData("1,1.5,1,2\n", "line 2, column 'a' is '1.5'")]
    public void Rankings_that_are_not_full_are_refused(string row, string what)
    {
        var bytes = Encoding.UTF8.GetBytes("x,a,b,c\n" + row);

        Assert.Contains(
            what, Assert.Throws<TableException>(() => TableReader.ReadRankings("birds.csv", bytes, LabelColumns.Last(3))).Message);
    }

    static MultiLabelTable Labels(string text) => TableReader.ReadLabels("birds.csv", Encoding.UTF8.GetBytes(text), FliesAndSings);
}
