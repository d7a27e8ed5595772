namespace LossActors.Host.Tests.Program;

/// <summary>What is founded, what gives way to another, and what is taken out of a journal again.</summary>
public sealed class FoundingTests : IDisposable
{
    static readonly string[] Journal = ["--journal", "sqlite:run.db"];

    /// <summary>Founded, and out of time before any result.</summary>
    static readonly string[] WithoutResult = ["--set", "run.time=1s", "--set", "evaluation.steps=10000000"];

    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public FoundingTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        program.File("compare.conf", CompareTests.Conf.Replace("name = small", "name = pair"));
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("run")]
    [InlineData("host")]
    [InlineData("compare")]
    public void A_file_that_cannot_be_trained_founds_nothing(string command)
    {
        File.WriteAllBytes(Path.Combine(folder.Path, "net.pt"), [1, 2, 3]);
        const string script = "kind = torchscript, path = net.pt";
        program.File(
            "bad.conf",
            command == "compare" ? CompareTests.Conf.Replace("kind = mlp, hidden = []", script)
                : SmallSearch.Conf.Replace("kind = mlp, hidden = [16]", script));
        var refused = program.Run([command, "bad.conf", .. Journal]);
        Assert.True(refused.ExitCode == 3, refused.Error);
        Assert.Contains("net.pt: this is no TorchScript file", refused.Error);
        Assert.Contains("holds no run yet", Done("runs"));
    }

    [Fact]
    public void A_run_or_comparison_without_a_result_gives_way_to_a_changed_file_and_one_with_results_does_not()
    {
        Done(["run", "small.conf", "--plain", .. WithoutResult]);
        Done(["compare", "compare.conf", "--plain", .. WithoutResult]);
        Assert.Collection(
            Done("runs", "--plain").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            row => Assert.Matches(@"^small  search  20\d\d-\d\d-\d\d \d\d:\d\dZ  stopped  0/36 births$", row),
            row => Assert.Matches(@"^pair  comparison  20\d\d-\d\d-\d\d \d\d:\d\dZ  stopped", row));

        foreach (string[] line in new string[][]
                 {
                     ["run", "small.conf", "--plain", "--set", "run.births=4"],
                     ["compare", "compare.conf", "--plain", "--set", "compare.seeds=2"],
                 })
        {
            var changed = program.Run([.. line, .. Journal]);
            Assert.True(changed.ExitCode == 0, changed.Error);
            Assert.Contains("with other search keys and without a result, so it gives way to this one.", changed.Error);
        }

        Assert.Contains("small  search", Done("runs", "--plain"));
        Assert.Contains("ended  12/12 births  0.", Done("runs", "--plain"));
        var refused = program.Run(["run", "small.conf", "--plain", .. Journal, "--set", "run.births=5"]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("has results", refused.Error);
        Assert.Contains("--set run.name=…", refused.Error);
        Assert.Contains("./lossactors delete --journal sqlite:", refused.Error);
    }

    [Fact, Trait("guarantee", "G8")]
    public async Task A_run_is_deleted_when_nobody_works_on_it_and_decides_the_same_when_it_is_founded_again()
    {
        string[] four = ["run", "small.conf", "--plain", "--set", "run.births=4"];
        Done(four);
        Done([.. four, "--set", "run.name=other"]);
        var decisions = Done("journal", "--decisions", "--run", "small");

        Refused("--yes: is needed", "delete", "--run", "small");
        Refused("has no run 'smal'; it has small, other", "delete", "--run", "smal", "--yes");
        using (var host = program.Start(["host", "small.conf", .. Journal, "--set", "run.births=4"]))
        {
            var error = host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await new JournalFile(Path.Combine(folder.Path, "run.db")).Joined(host);
            Refused($"(process {host.Id}) is at work on the journal", "delete", "--run", "small", "--yes");
            Signals.Terminate(host);
            await host.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(host.ExitCode == 0, await error);
        }

        Assert.StartsWith("Deleted the search 'small'. Its evaluations stay", Done("delete", "--run", "small", "--yes"));
        Assert.DoesNotContain("small", Done("runs", "--plain"));
        Assert.Contains("as they were written", Done("replay", "--verify"));
        Assert.Equal(Done("replay", "--verify"), Done("replay"));
        Assert.DoesNotContain("REQUIRED", program.Done("replay", "--help").Split('\n').Single(l => l.Contains("--verify  ")));

        Done(four);
        Assert.Equal(decisions, Done("journal", "--decisions", "--run", "small"));
    }

    string Done(params string[] line) => program.Done([.. line, .. Journal]);

    void Refused(string why, params string[] line) => program.Refused(why, [.. line, .. Journal]);
}
