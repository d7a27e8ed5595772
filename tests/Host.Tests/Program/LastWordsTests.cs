namespace LossActors.Host.Tests.Program;

/// <summary>What is said of a run that has no champion.</summary>
public sealed class LastWordsTests : IDisposable
{
    static readonly string[] Journal = ["--journal", "sqlite:run.db"];

    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public LastWordsTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_whose_time_is_up_before_its_first_score_says_so_and_how_to_go_on()
    {
        var run = program.Run(
            ["run", "small.conf", "--plain", .. Journal, "--set", "run.time=1s", "--set", "evaluation.steps=10000000"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("No loss has a score yet: its time (run.time) was up.", run.Output);
        Assert.Contains("./lossactors resume --journal sqlite:", run.Output);
        Assert.DoesNotContain("diverged.", run.Output);

        var export = program.Run(["export", .. Journal]);
        Assert.Equal(2, export.ExitCode);
        Assert.Contains("holds no scored loss of run 'small' yet; go on with ./lossactors resume", export.Error);
    }

    /// <summary>Two steps are well yet.</summary>
    static readonly string[] Diverging = ["--set", "evaluation.optimiser.lr=0.01", "--set", "evaluation.optimiser.weight-decay=1e10"];

    [Fact]
    public void A_comparison_all_of_whose_trainings_diverged_has_that_exit_code_too()
    {
        var compared = program.Run(
            [
                "compare", "small.conf", "--plain", .. Journal, .. Diverging,
                "--set", "compare.losses=[ce, ngl]", "--set", "compare.seeds=2",
            ]);
        Assert.True(compared.ExitCode == 6, compared.Error + compared.Output);
        Assert.Contains("ngl (2 diverged)", compared.Output);
    }

    [Fact]
    public void A_search_that_ends_without_a_champion_has_its_own_exit_code_and_nothing_to_export()
    {
        string[] search = ["run", "small.conf", "--plain", .. Journal, .. Diverging, "--set", "run.births=4"];
        const string why = "The search has ended without a champion: all its 12 losses diverged.";
        foreach (var run in new[] { program.Run(search), program.Run(search) })
        {
            Assert.True(run.ExitCode == 6, run.Error + run.Output);
            Assert.Contains(why, run.Output);
        }

        var export = program.Run(["export", .. Journal]);
        Assert.Equal(6, export.ExitCode);
        Assert.StartsWith(why, export.Error);
        Assert.Contains(why, program.Run(["status", .. Journal]).Output);
    }
}
