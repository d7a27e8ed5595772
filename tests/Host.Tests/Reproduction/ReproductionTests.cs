using LossActors.Host.Configuration;
using LossActors.Host.Reproduction;
using LossActors.Host.Reproduction.Published;
using LossActors.Host.Tests.Program;

namespace LossActors.Host.Tests.Reproduction;

public sealed class ReproductionTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    string Jobs => Path.Combine(folder.Path, "squares.jobs");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_experiment_runs_its_jobs_once_and_writes_its_report()
    {
        var experiment = new SquaresExperiment();

        var files = Reproduce(experiment);
        Reproduce(experiment);

        Assert.Equal(SquaresExperiment.Count, experiment.Ran);
        Assert.Equal(["squares.md", "squares.json", "squares.html"], files.Select(Path.GetFileName));
        Assert.Contains("sum 91, gap NaN", File.ReadAllText(files[0]));
        Assert.Contains("./lossactors reproduce squares", File.ReadAllText(files[0]));
        Assert.Equal(SquaresExperiment.Count, File.ReadAllLines(Jobs).Length);
    }

    [Fact]
    public void Lanes_make_no_difference_to_the_report()
    {
        var alone = File.ReadAllText(Reproduce(new SquaresExperiment(), lanes: 1)[0]);
        File.Delete(Jobs);
        var together = File.ReadAllText(Reproduce(new SquaresExperiment(), lanes: 5)[0]);

        Assert.Equal(Said(alone), Said(together));

        static string Said(string text) => text[..text.IndexOf("## How", StringComparison.Ordinal)];
    }

    [Fact]
    public void An_experiment_that_was_stopped_goes_on_with_the_missing_jobs()
    {
        using var stop = new CancellationTokenSource();
        var stopped = new SquaresExperiment
        {
            Before = (n, token) =>
            {
                if (n == 4) stop.Cancel();
                token.ThrowIfCancellationRequested();
            },
        };
        Assert.ThrowsAny<OperationCanceledException>(() => Reproduce(stopped, stop: stop.Token));
        Assert.Equal(3, stopped.Ran);

        var resumed = new SquaresExperiment();
        Assert.Contains("sum 91", File.ReadAllText(Reproduce(resumed)[0]));
        Assert.Equal(SquaresExperiment.Count - 3, resumed.Ran);
    }

    [Fact]
    public void What_a_kill_left_of_a_last_line_is_cut_off_and_its_job_runs_again()
    {
        Reproduce(new SquaresExperiment());
        using (var file = new FileStream(Jobs, FileMode.Open)) file.SetLength(file.Length - 5);

        var resumed = new SquaresExperiment();
        Reproduce(resumed);

        Assert.Equal(1, resumed.Ran);
        Assert.Equal(SquaresExperiment.Count, File.ReadAllLines(Jobs).Length);
    }

    [Fact]
    public void What_has_finished_so_far_is_reported_where_the_experiment_can()
    {
        var experiment = new SquaresExperiment { Before = (n, _) => { if (n == 5) throw new FormatException("no such number"); } };
        Assert.Throws<FormatException>(() => Reproduce(experiment));

        Assert.Contains("4 of 6 jobs", Assert.Throws<ConfigurationException>(() => SoFar(experiment)).Message);
        var text = File.ReadAllText(SoFar(new SquaresExperiment { ReportsUnfinished = true })[0]);
        Assert.Contains("sum 30", text);
        Assert.Contains("4 of its 6 jobs", text);

        IReadOnlyList<string> SoFar(SquaresExperiment experiment) =>
            Reproductions.SoFar(experiment, new(false), folder.Path, "cpu-test", "./lossactors reproduce squares");
    }

    [Fact]
    public void A_damaged_line_is_refused_with_its_place()
    {
        Reproduce(new SquaresExperiment());
        var lines = File.ReadAllLines(Jobs);
        lines[2] = lines[2].Replace("\"result\":", "\"result\"");
        File.WriteAllLines(Jobs, lines);

        var refusal = Assert.Throws<ConfigurationException>(() => Reproduce(new SquaresExperiment()));
        Assert.Contains("squares.jobs:3", refusal.Message);
        Assert.Contains("delete the line", refusal.Message);
    }

    [Fact]
    public void Results_of_another_version_or_arithmetic_do_not_count()
    {
        Reproduce(new SquaresExperiment());

        var newer = new SquaresExperiment { Version = 2 };
        Reproduce(newer);
        var elsewhere = new SquaresExperiment();
        Reproduce(elsewhere, arithmetic: "cpu-other");

        Assert.Equal((SquaresExperiment.Count, SquaresExperiment.Count), (newer.Ran, elsewhere.Ran));
    }

    [Fact]
    public void A_job_that_fails_ends_the_experiment_with_its_reason_and_keeps_the_others()
    {
        var experiment = new SquaresExperiment { Before = (n, _) => { if (n == 5) throw new FormatException("no such number"); } };

        Assert.Equal("no such number", Assert.Throws<FormatException>(() => Reproduce(experiment)).Message);
        Assert.Equal(4, File.ReadAllLines(Jobs).Length);
    }

    [Fact]
    public void Two_reproductions_do_not_share_a_folder()
    {
        using var first = JobsFile.Open(Jobs);

        Assert.Contains("--out", Assert.Throws<ConfigurationException>(() => JobsFile.Open(Jobs)).Message);
    }

    [Fact]
    public void An_unknown_experiment_is_refused_with_the_names_of_those_there_are()
    {
        var outcome = new LossActorsProcess(folder.Path).Run("reproduce", "alchemy");

        Assert.Equal(2, outcome.ExitCode);
        Assert.Equal(
            $"reproduce: knows no experiment 'alchemy'; there are: {string.Join(", ", Experiments.All.Select(s => s.Name))}".TrimEnd(),
            outcome.Error.TrimEnd());
    }

    IReadOnlyList<string> Reproduce(
        SquaresExperiment experiment, int lanes = 1, string arithmetic = "cpu-test", CancellationToken stop = default) =>
        Reproductions.Run(experiment, new(false), folder.Path, lanes, arithmetic, "./lossactors reproduce squares", null, stop);
}
