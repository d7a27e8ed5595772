using LossActors.Host.Reports;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.Landscapes;

public sealed class LandscapeCommandTests : IDisposable
{
    const string Conf = """
        include "reference.conf"
        run { name = small }
        evaluation {
          dataset { kind = spiral, points = 20 }, network { kind = mlp, hidden = [8] }
          optimiser { kind = sgd, lr = 0.5, momentum = 0 }, batch = 60, steps = 30, repeats = 1
        }
        """;

    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public LandscapeCommandTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", Conf);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_is_shown_from_its_first_step_to_the_surface_around_its_last()
    {
        var outcome = program.Run(
            "landscape", "small.conf", "dynamical(5, 4)[-y*log(p)]", "--every", "7", "--plane", "eigen", "--grid", "5", "--out", "seen");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var report = ReportJson.Read(File.ReadAllText(Path.Combine(folder.Path, "seen", "landscape.json")));
        var lines = report.Blocks.OfType<LineChart>().ToList();
        Assert.Equal([0, 7, 14, 21, 28, 30], lines[0].Lines[0].X);
        Assert.Equal(["λ1, weighted", "λ2, weighted", "λ3, weighted", "λ1, static", "2/η"], lines[0].Lines.Select(l => l.Name));
        Assert.Equal([4, 4], lines[0].Lines[^1].Y);
        var planes = report.Blocks.OfType<HeatMap>().ToList();
        Assert.Equal(2, planes.Count);
        // What the table says of the last step is what lies in the middle.
        Assert.Equal(lines[1].Lines[0].Y[^1], planes[0].Values[2][2], 12);
        Assert.Equal(lines[1].Lines[1].Y[^1], planes[1].Values[2][2], 12);
        Assert.Contains("'dynamical(5, 4)[-y*log(p)]' --every 7", report.Blocks.OfType<CommandLine>().Single().Text);
        Assert.DoesNotContain(report.Blocks.OfType<Paragraph>(), p => p.Text.Contains('{'));
        var tables = report.Blocks.OfType<Table>().ToList();
        Assert.Equal("`dynamical(5, 4)[-y*log(p)]`", tables[0].Rows.Single()[1]);
        Assert.Contains(["network", "mlp: hidden 8, activation relu, single-output no"], tables[1].Rows);
        Assert.Equal(["all", "60", "60", "60"], tables[2].Rows[^1]);
        Assert.Empty(Reports.Browser.Open(Path.Combine(folder.Path, "seen", "landscape.html")).Faults);
    }

    [Fact]
    public void The_limit_of_stability_rises_as_the_learning_rate_falls()
    {
        var outcome = program.Run(
            "landscape", "small.conf", "ce", "--every", "15", "--plane", "none", "--out", "seen",
            "--set", "evaluation.optimiser.lr-schedule.kind=cosine", "--set", "evaluation.optimiser.lr-schedule.final=0.5");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var report = ReportJson.Read(File.ReadAllText(Path.Combine(folder.Path, "seen", "landscape.json")));
        var limit = report.Blocks.OfType<LineChart>().First().Lines[^1];
        Assert.Equal([0, 15, 30], limit.X);
        // 2/η, and the rate of the last step is still a little above its half.
        Assert.Equal((4, 2 / 0.375), (limit.Y[0], limit.Y[1]));
        Assert.InRange(limit.Y[2], 7.9, 8);
    }

    [Fact]
    public void A_training_that_diverges_is_told_of_and_has_no_surface()
    {
        var outcome = program.Run(
            "landscape", "small.conf", "raw[square(y - z)]", "--set", "evaluation.optimiser.lr=1000", "--out", "seen");

        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var report = ReportJson.Read(File.ReadAllText(Path.Combine(folder.Path, "seen", "landscape.json")));
        Assert.Contains(report.Blocks.OfType<Paragraph>(), p => p.Text.StartsWith("The training diverged", StringComparison.Ordinal));
        Assert.Empty(report.Blocks.OfType<HeatMap>());
    }

    [Theory]
    [InlineData("--set", "evaluation.optimiser.lr=\"tune(0.1, 0.5)\"", "one learning rate")]
    [InlineData("--grid", "4", "odd")]
    [InlineData("--every", "0", "at least 1")]
    [InlineData("--reach", "-1", "above 0")]
    public void What_cannot_be_shown_is_refused_with_a_remedy(string option, string value, string remedy)
    {
        var outcome = program.Run("landscape", "small.conf", "ce", option, value);

        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(option, outcome.Error);
        Assert.Contains(remedy, outcome.Error);
    }
}
