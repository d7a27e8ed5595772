using System.Text.Json;
using LossActors.Host.Reports;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.Reports;

public sealed class ReportTests : IDisposable
{
    const string Hostile = "a </script><script>document.title='broken'</script> & \"b\" | *c* <b>d</b> {{body}}";

    static readonly Report Everything = new(Hostile,
    [
        new Heading(Hostile),
        new Paragraph("`-y*log(p)` " + Hostile),
        new CommandLine("./lossactors reproduce < /dev/null"),
        new Table(Hostile, ["loss", Hostile], [["ce", "-0.5"], ["`a|b`", Hostile]]),
        new LineChart(Hostile, new("steps"), new("loss", Logarithmic: true),
        [
            new(Hostile, [0, 1, 2], [1, double.NaN, 0.1], [new(0.5, 2), new(0.2, 1), new(0.05, double.PositiveInfinity)]),
            new("limit", [0, 2], [2, 2], Dashed: true),
        ]),
        new ScatterChart("points", new("x"), new("y"), [new("a", [1, 2], [3, 4]), new("b", [1.5], [3.5])]),
        new BarChart(
            "bars",
            ["left", Hostile],
            new("accuracy"),
            [new("ce", [0.5, 0.75], [new(0.4, 0.6), new(0.7, 0.8)]), new("ngl", [0.25, double.NaN])]),
        new HeatMap(
            "heat",
            new("T"),
            ["10", "100", "1000"],
            new("A"),
            ["1", "70"],
            [[0.1, 0.2, 0.3], [1, 10, double.NaN]],
            new("accuracy", Logarithmic: true)),
    ]);

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_page_draws_all_its_charts_in_a_browser_without_a_fault_or_a_request()
    {
        var page = ReportFiles.Write(Everything, folder.Path, "everything").Single(p => p.EndsWith(".html"));

        var seen = Browser.Open(page);

        Assert.Empty(seen.Faults);
        Assert.Empty(seen.Requests);
        Assert.Equal(Hostile, seen.Title);
        Assert.Equal(4, seen.Inked.Count);
        Assert.All(seen.Inked, share => Assert.InRange(share, 0.01, 1));
    }

    [Fact]
    public void A_browser_tells_of_a_chart_that_cannot_be_drawn()
    {
        var page = ReportFiles.Write(Everything, folder.Path, "everything").Single(p => p.EndsWith(".html"));
        File.WriteAllText(page, File.ReadAllText(page).Replace("\"kind\":\"scatter\"", "\"kind\":\"pie\""));

        Assert.NotEmpty(Browser.Open(page).Faults);
    }

    [Fact]
    public void Markdown_keeps_its_tables_whole_and_names_the_charts()
    {
        var path = ReportFiles.Write(Everything, folder.Path, "everything").Single(p => p.EndsWith(".md"));
        var lines = File.ReadAllLines(path);

        Assert.StartsWith(@"# a \</script>", lines[0]);
        Assert.Equal(
            ["| ce | -0.5 |", @"| `a\|b` | " + lines[0][2..].Replace("|", @"\|") + " |"],
            lines.SkipWhile(l => !l.StartsWith("|---")).Skip(1).Take(2));
        Assert.Equal(4, lines.Count(l => l.EndsWith("(everything.html)")));
    }

    [Fact]
    public void JSON_reads_back_to_the_same_report()
    {
        var path = ReportFiles.Write(Everything, folder.Path, "everything").Single(p => p.EndsWith(".json"));
        var text = File.ReadAllText(path);

        using var parsed = JsonDocument.Parse(text);
        Assert.Equal(Hostile, parsed.RootElement.GetProperty("title").GetString());
        Assert.Equal(text.TrimEnd(), ReportJson.Write(ReportJson.Read(text)));
    }

    [Fact]
    public void Lists_of_unequal_length_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Line("a", [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => new Table("t", ["a", "b"], [["1"]]));
        Assert.Throws<ArgumentException>(() => new HeatMap("h", new("x"), ["1"], new("y"), ["1", "2"], [[1]], new("v")));
    }
}
