using System.Text;
using LossActors.Learning.Data;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

public sealed class CsvDataTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    static readonly string[] Kinds = ["setosa", "virginica", "versicolor"];

    static string[] Rows { get; } = [.. Enumerable.Range(0, 30).Select(i => $"{i},{i * 0.5},{Kinds[i % 3]},{i % 7}")];

    CsvSpec Table(params string[] lines) =>
        new(folder.Write("t.csv", Encoding.UTF8.GetBytes(string.Join('\n', lines))), "kind", Normalisation: Normalisation.Unit);

    CsvSpec Iris(Func<string[], string[]>? change = null) => Table([.. (change?.Invoke(Rows) ?? Rows).Prepend("id,width,kind,height")]);

    [Fact]
    public void Columns_are_inputs_and_one_is_the_label()
    {
        var spec = (CsvSpec)(Iris() with { Ignore = "id" }).Pinned();
        var draw = DataDraw.From(spec, Seed);
        Assert.Equal((3, 2), (spec.ClassCount, draw.Shape.Size));
        Assert.Equal([5.5f, 4], Sample(draw, 11));
        // setosa < versicolor < virginica
        int[] places = [0, 2, 1];
        Assert.All(draw.Training.Rows.Zip(draw.Training.Labels), s => Assert.Equal(places[s.First % 3], s.Second));
        Assert.Equal((18, 6, 6), (draw.Training.Count, draw.Validation.Count, draw.Test.Count));
    }

    [Fact]
    public void Text_that_is_no_UTF_8_is_refused_with_its_place()
    {
        var path = folder.Write("latin.csv", Encoding.Latin1.GetBytes("x,kind\n1,\u00e8\n2,ab\u00e9\n3,\u00e8"));
        var fault = Assert.Throws<DataSetException>(() => DataDraw.From(new CsvSpec(path, "kind"), Seed));
        Assert.StartsWith($"{path}: line 2, character 3 is no UTF-8 (byte 0xE8); save the file as UTF-8", fault.Message);
    }

    [Fact]
    public void Text_in_UTF_16_is_told_as_that()
    {
        var path = folder.Write("wide.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("x,kind\n1,a\n2,b")]);
        var fault = Assert.Throws<DataSetException>(() => DataDraw.From(new CsvSpec(path, "kind"), Seed));
        Assert.StartsWith($"{path}: it is UTF-16; save the file as UTF-8", fault.Message);
    }

    [Fact]
    public void Blanks_around_a_label_do_not_count_and_an_accent_apart_from_its_letter_is_refused()
    {
        string[] labels = [" caf\u00e9 ", "caf\u00e9", "tea"];
        var rows = Enumerable.Range(0, 30).Select(i => $"{i},{labels[i % 3]}").Prepend("x,kind");
        Assert.Equal(2, ((CsvSpec)Table([.. rows]).Pinned()).ClassCount);
        var fault = Assert.Throws<DataSetException>(() => Table([.. rows, "1,cafe\u0301"]).Pinned());
        Assert.Contains("line 32, column 'kind' has the name 'cafe\u0301', in which an accent", fault.Message);
    }

    [Fact]
    public void Whole_numbers_as_labels_keep_their_order()
    {
        var draw = DataDraw.From(Table([.. Enumerable.Range(0, 30).Select(i => $"{i},{i % 3 * 5 - 1}").Prepend("x,kind")]), Seed);
        Assert.All(draw.Training.Rows.Zip(draw.Training.Labels), s => Assert.Equal(s.First % 3, s.Second));
    }

    [Fact]
    public void Quotes_blanks_byte_order_marks_and_other_line_ends_are_read()
    {
        var rows = Enumerable.Range(0, 30).Select(i => $" {i} ;\"a \"\"{i % 2}\"\"\n;\";1e-{i % 3}");
        var text = $"\uFEFF\"x, first\"; kind ;y\r\n{string.Join("\r\n", rows)}\r\n\r\n";
        var path = folder.Write("t.csv", Encoding.UTF8.GetBytes(text));
        var draw = DataDraw.From(new CsvSpec(path, "kind", Separator: ";", Normalisation: Normalisation.Unit), Seed);
        Assert.Equal([8f, 0.01f], Sample(draw, 8));
        Assert.Equal(2, draw.Classes);
    }

    [Fact]
    public void A_table_of_its_own_is_the_test()
    {
        var spec = Iris() with { TestPath = folder.Write("test.csv", "id,width,kind,height\n1,2,virginica,3\n4,5,setosa,6\n"u8.ToArray()) };
        var draw = DataDraw.From(spec, Seed);
        Assert.Equal((2, 24), (draw.Test.Count, draw.Training.Count));
        Assert.Equal([2, 0], draw.Test.Labels);
        Assert.Equal([4f, 5, 6], Sample(draw, 31));
    }

    [Theory]
    [InlineData("9,,setosa,1", "column 'width' is empty", "fill")]
    [InlineData("9,2,,1", "column 'kind' is empty", "no label")]
    [InlineData("9,tall,setosa,1", "column 'width' is 'tall'", "dataset.ignore")]
    [InlineData("9,NaN,setosa,1", "column 'width' is 'NaN'", "finite")]
    [InlineData("9,1e99,setosa,1", "column 'width' is '1e99'", "finite")]
    [InlineData("9,2,setosa", "3 cells", "4 columns")]
    [InlineData("9,2,setosa,1,1", "5 cells", "4 columns")]
    [InlineData("9,2,set\"osa,1", "quotes", "")]
    public void A_bad_cell_is_told_by_line_and_column(string row, string what, string more) =>
        Refused(Iris(rows => [.. rows[..9], row, .. rows[10..]]), "t.csv", "line 11", what, more);

    [Fact]
    public void A_line_after_one_with_a_line_end_in_quotes_has_its_true_number() =>
        Refused(Table("x,kind", "1,\"a\nb\"", "2,c", ",a"), "line 5");

    [Fact]
    public void A_label_column_that_is_not_there_is_told_with_those_that_are() =>
        Refused(Iris() with { Label = "species" }, "'species'", "dataset.label", "id, width, kind, height");

    [Fact]
    public void An_ignored_column_that_is_not_there_is_told() => Refused(Iris() with { Ignore = "id\nno" }, "'no'", "dataset.ignore");

    [Fact]
    public void Two_columns_of_one_name_are_refused() => Refused(Table("x,kind,x", "1,a,2"), "'x' twice");

    [Fact]
    public void A_column_without_a_name_is_refused() => Refused(Table(",x,kind", "0,1,a", "1,2,b"), "column 1 no name", "index=False");

    [Fact]
    public void A_zero_byte_is_no_part_of_a_number() => Refused(Table("x,kind", "1\0,a", "2,b"), "t.csv: line 2 holds a zero byte");

    [Fact]
    public void The_label_alone_is_no_data() => Refused(Table("kind", "a", "b"), "no column is left");

    [Fact]
    public void An_empty_table_is_refused() => Refused(Table(""), "t.csv", "empty");

    [Fact]
    public void A_table_without_rows_is_refused() => Refused(Table("x,kind"), "no rows");

    [Fact]
    public void One_class_alone_is_refused() => Refused(Table("x,kind", "1,a", "2,a"), "'a'", "two classes");

    [Fact]
    public void A_test_table_with_other_columns_is_refused() =>
        Refused(
            Iris() with { TestPath = folder.Write("test.csv", "id,kind,height,width\n1,setosa,2,3"u8.ToArray()), Ignore = "id" },
            "test.csv", "same columns", "height, width");

    [Fact]
    public void A_test_label_that_no_training_row_has_is_told() =>
        Refused(
            Iris() with { TestPath = folder.Write("test.csv", "id,width,kind,height\n1,2,rosa,3"u8.ToArray()) }, "test.csv", "line 2",
            "'rosa'", "setosa");

    [Fact]
    public void A_missing_table_is_named_with_its_key() =>
        Refused(Iris() with { TestPath = "nowhere.csv" }, "nowhere.csv", "dataset.test-path");
}
