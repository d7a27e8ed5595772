namespace LossActors.Host.Tests.Program;

public sealed class KillTests : IDisposable
{
    readonly TemporaryFolder folder = new();
    readonly LossActorsProcess program;

    public KillTests()
    {
        program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
    }

    public void Dispose() => folder.Dispose();

    [Theory, Trait("guarantee", "G6"), Trait("guarantee", "G8")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_run_killed_at_random_moments_decides_as_one_that_nothing_disturbed(int lanes)
    {
        var calm = program.Run("run", "small.conf", "--plain", "--journal", "sqlite:calm.db", "--set", "devices.cpu.lanes=2");
        Assert.True(calm.ExitCode == 0, calm.Error);

        var random = new Random(lanes);
        var kills = 0;
        while (true)
        {
            using var process = program.Start(
                "run", "small.conf", "--plain", "--journal", "sqlite:stormy.db", "--set", $"devices.cpu.lanes={lanes}");
            _ = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (process.WaitForExit(kills < 6 ? random.Next(500, 2500) : Timeout.Infinite))
            {
                Assert.True(process.ExitCode == 0, await error);
                break;
            }

            process.Kill();
            process.WaitForExit();
            kills++;
        }

        Assert.True(kills > 0, "the run ended before it could be killed");
        var undisturbed = Decisions("calm.db");
        Assert.NotEmpty(undisturbed);
        Assert.Equal(undisturbed, Decisions("stormy.db"));
        Assert.Equal(Trained("calm.db"), Trained("stormy.db"));
    }

    string Decisions(string journal) => program.Run("journal", "--journal", $"sqlite:{journal}", "--decisions").Output;

    /// <summary>Evaluations recorded: the same number means that none was lost and none counted twice.</summary>
    string Trained(string journal) =>
        program.Run("status", "--journal", $"sqlite:{journal}").Output.Split('\n').Single(l => l.Contains("evaluations:")).Split(',')[0];
}
