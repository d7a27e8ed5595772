using System.Text;
using LossActors.Structures.Tables;

namespace LossActors.Structures.Tests.Tables;

public class ArffTests
{
    const string Header = """
        % Birds
        @relation 'some birds: -C 2'

        @attribute weight numeric % in kg
        @ATTRIBUTE 'wing span' REAL
        @attribute colour {red, 'dark blue', "it's"}
        @attribute flies {0,1}
        @attribute sings {0,1}
        @data

        """;

    [Fact]
    public void Dense_rows_are_read_with_quotes_blanks_and_comments()
    {
        var table = Labels(Header + "1.5, -2e1, 'dark blue', 1,0\n% a comment\n\n3,4,\"it's\",0,1 % another\n 5 6 red 1 1\n");

        Assert.Equal(["weight", "wing span", "colour=red", "colour=dark blue", "colour=it's"], table.Inputs);
        Assert.Equal(["flies", "sings"], table.Labels);
        Assert.Equal([1.5f, -20, 0, 1, 0, 3, 4, 0, 0, 1, 5, 6, 1, 0, 0], table.X);
        Assert.Equal([1, 0, 0, 1, 1, 1], table.Y);
        Assert.Equal(3, table.Rows);
    }

    [Fact]
    public void What_a_sparse_row_leaves_out_is_0_or_the_first_value()
    {
        var table = Labels(Header + "{0 1.5, 2 'dark blue', 4 1}\n{}\n");

        Assert.Equal([1.5f, 0, 0, 1, 0, 0, 0, 1, 0, 0], table.X);
        Assert.Equal([0, 1, 0, 0], table.Y);
    }

    [Fact]
    public void Values_that_are_numbers_are_one_input()
    {
        var table = Labels("@relation r\n@attribute size {10,20}\n@attribute y {0,1}\n@data\n20,1\n", LabelColumns.Last(1));

        Assert.Equal(["size"], table.Inputs);
        Assert.Equal([20f], table.X);
    }

    [Fact]
    public void Labels_are_named_or_counted_from_either_end()
    {
        const string rows = "@relation r\n@attribute a {0,1}\n@attribute b {no,yes}\n@attribute c numeric\n@data\n0,yes,1\n";

        Assert.Equal(["c", "a"], Labels(rows, LabelColumns.Named(["c", "a"])).Labels);
        Assert.Equal([1, 0], Labels(rows, LabelColumns.Named(["c", "a"])).Y);
        Assert.Equal(["a", "b"], Labels(rows, LabelColumns.First(2)).Labels);
        Assert.Equal(["b", "c"], Labels(rows, LabelColumns.Last(2)).Labels);
    }

    [Theory]
    [InlineData("1,?,red,0,1\n", "line 10, column 'wing span' is missing")]
    [InlineData("1,x,red,0,1\n", "line 10, column 'wing span' is 'x' and no finite number")]
    [InlineData("1,inf,red,0,1\n", "column 'wing span' is 'inf'")]
    [InlineData("1,2,green,0,1\n", "line 10, column 'colour' is 'green', which is none of {red, dark blue, it's}")]
    [InlineData("1,2,red,0\n", "ends after 4 values")]
    [InlineData("1,2,red,0,1,1\n", "line 10, character 11 has more values than the 5 attributes")]
    [InlineData("1,,red,0,1\n", "line 10, character 3 has ','")]
    [InlineData("1,2,'red,0,1\n", "line 10, character 5 opens a quote")]
    [InlineData("{5 1}\n", "line 10, character 2 has '5' where an attribute's index from 0 to 4")]
    [InlineData("{0 1, 0 2}\n", "line 10, character 7 names the attribute 0 twice")]
    [InlineData("{0 1\n", "lacks a '}'")]
    [InlineData("", "no rows")]
    public void Bad_rows_are_refused_at_their_place(string rows, string what)
    {
        Assert.Contains(what, Assert.Throws<TableException>(() => Labels(Header + rows)).Message);
    }

    [Theory]
    [InlineData("@relation r\n@attribute a string\n", "line 2", "'string'")]
    [InlineData("@relation r\n@attribute a {x,x}\n", "line 2", "twice")]
    [InlineData("@relation r\n@attribute a\n", "line 2", "end of the line")]
    [InlineData("@relation r\n@attribute a numeric 5\n", "line 2, character 22", "'5'")]
    [InlineData("@relation r\nrubbish\n", "line 2, character 1", "'rubbish'")]
    [InlineData("@relation r\n@attribute a numeric\n", "birds.arff", "@data")]
    [InlineData("@relation r\n@data\n", "line 2", "before any @attribute")]
    [InlineData("@attribute a real\n@attribute a real\n@data\n1,1\n", "birds.arff", "two columns are named 'a'")]
    public void Bad_headers_are_refused_at_their_place(string text, string place, string what)
    {
        var message = Assert.Throws<TableException>(() => Labels(text)).Message;

        Assert.Contains(place, message);
        Assert.Contains(what, message);
    }

    [Fact]
    public void Ranks_may_be_values()
    {
        var bytes = "@relation r\n@attribute x real\n@attribute a {1,2}\n@attribute b {1,2}\n@data\n0.5,2,1\n"u8.ToArray();

        var table = TableReader.ReadRankings("birds.arff", bytes, LabelColumns.Last(2));

        Assert.Equal([2, 1], table.Ranks);
        Assert.Equal([0.5f], table.X);
    }

    static MultiLabelTable Labels(string text, LabelColumns? labels = null) =>
        TableReader.ReadLabels("birds.arff", Encoding.UTF8.GetBytes(text), labels ?? LabelColumns.Last(2));
}
