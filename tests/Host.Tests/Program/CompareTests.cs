using System.Text.Json;
using LossActors.Host.Tests.Reports;

namespace LossActors.Host.Tests.Program;

public sealed class CompareTests : IDisposable
{
    internal const string Conf = """
        include "reference.conf"
        run { name = small, seed = 3 }
        compare {
          losses = [ce, focal, ngl, ce+l2, "twice: -2*y*log(p)*p"], seeds = 6, lr = "tune(0.01, 0.1)"
          tuning = 1, curve { points = 5, sample = 50 }
          networks = [{ kind = mlp, hidden = [16] }, { kind = mlp, hidden = [] }]
        }
        evaluation {
          dataset { kind = clusters, classes = 4, dimensions = 6, points = 200, label-noise = 0.3, test-points = 200 }
          optimiser { kind = sgd, lr = 0.05, momentum = 0.9 }
          batch = 32, steps = 150
        }
        log { file = null }
        """;

    static readonly string[] Files = ["comparison.md", "comparison.json", "comparison.html", "results.json"];

    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public CompareTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", Conf);
    }

    public void Dispose() => folder.Dispose();

    [Fact, Trait("guarantee", "G6"), Trait("guarantee", "G8")]
    public async Task A_comparison_killed_at_random_moments_reports_as_one_that_nothing_disturbed()
    {
        var calm = program.Run(
            "compare", "small.conf", "--plain", "--journal", "sqlite:calm.db", "--report", "calm", "--without-times",
            "--set", "devices.cpu.lanes=2");
        Assert.True(calm.ExitCode == 0, calm.Error);

        var random = new Random(3);
        var kills = 0;
        for (var done = false; !done;)
        {
            using var process = program.Start(
                "compare", "small.conf", "--plain", "--journal", "sqlite:stormy.db", "--set", "devices.cpu.lanes=1");
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            done = process.WaitForExit(kills < 4 ? random.Next(700, 2000) : Timeout.Infinite);
            if (done)
            {
                Assert.True(process.ExitCode == 0, await error);
            }
            else
            {
                process.Kill();
                process.WaitForExit();
                kills++;
            }
        }

        Assert.True(kills > 0, "the comparison ended before it could be killed");
        var again = program.Run("compare", "--journal", "sqlite:stormy.db", "--report", "stormy", "--without-times");
        Assert.True(again.ExitCode == 0, again.Error);
        foreach (var file in Files) Assert.Equal(Text("calm", file), Text("stormy", file));
        Numbers();
        Page();
    }

    void Numbers()
    {
        using var parsed = JsonDocument.Parse(Text("calm", "results.json"));
        var root = parsed.RootElement;
        Assert.True(root.GetProperty("complete").GetBoolean());
        var rows = root.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(
            [("mlp 16", "ce"), ("mlp 16", "focal"), ("mlp 16", "ngl"), ("mlp 16", "ce+l2"), ("mlp 16", "twice"), ("mlp linear", "ce")],
            rows.Take(6).Select(r => (r.GetProperty("network").GetString()!, r.GetProperty("loss").GetString()!)));
        Assert.Equal(10, rows.Count);
        foreach (var row in rows)
        {
            Assert.Contains(row.GetProperty("learning_rate").GetDouble(), new[] { 0.01, 0.1 });
            var accuracy = row.GetProperty("figures").GetProperty("test_accuracy");
            var byDraw = accuracy.GetProperty("by_draw").EnumerateArray().Select(v => v.GetDouble()).ToList();
            Assert.Equal(6, byDraw.Count);
            Assert.Equal(byDraw.Average(), accuracy.GetProperty("mean").GetDouble(), 1e-12);
            Assert.Equal(row.GetProperty("loss").GetString() != "ce", accuracy.TryGetProperty("p_holm", out _));
            Assert.Equal(
                [0, 30, 60, 90, 120, 150], row.GetProperty("curve").GetProperty("steps").EnumerateArray().Select(s => s.GetInt32()));
            Assert.False(row.TryGetProperty("seconds", out _));
        }
    }

    void Page()
    {
        var seen = Browser.Open(Path.Combine(folder.Path, "calm", "comparison.html"));
        Assert.Empty(seen.Faults);
        Assert.Empty(seen.Requests);
        Assert.True(seen.Inked.Count > 10);
        Assert.All(seen.Inked, share => Assert.InRange(share, 0.01, 1));
    }

    [Fact]
    public void What_is_told_may_change_after_the_trainings_and_what_was_trained_may_not()
    {
        string[] quick =
        [
            "small.conf", "--plain", "--journal", "sqlite:run.db", "--set", "compare.seeds=2", "--set", "compare.networks=[]", "--set",
            "evaluation.steps=40",
        ];
        var first = program.Run(["compare", .. quick, "--summary", "first.json"]);
        Assert.True(first.ExitCode == 0, first.Error);
        Assert.StartsWith("Data: generated", first.Output);
        Assert.Contains("less ce", first.Output);
        Assert.Contains("\"seconds\":", Text("", "first.json"));

        var other = program.Run(
            [
                "compare", .. quick, "--set", "compare.baseline=ngl", "--set", "compare.target=0.5", "--set", "compare.test=none",
                "--summary", "second.json",
            ]);
        Assert.True(other.ExitCode == 0, other.Error);
        Assert.Contains("less ngl", other.Output);
        Assert.DoesNotContain("p_holm", Text("", "second.json"));
        Assert.Contains("\"target\": 0.5", Text("", "second.json"));

        var refused = program.Run(["compare", .. quick, "--set", "compare.losses=[ce, focal]"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("compare.losses", refused.Error);
        program.File("search.conf", SmallSearch.Conf);
        var search = program.Run("run", "search.conf", "--plain", "--journal", "sqlite:run.db");
        Assert.Equal(2, search.ExitCode);
        Assert.Contains("has a comparison of the name 'small'", search.Error);
        Assert.Contains("comparing: 10 of 10 trainings", program.Run("status", "--journal", "sqlite:run.db").Output);
    }

    string Text(string subfolder, string file) => File.ReadAllText(Path.Combine(folder.Path, subfolder, file));
}
