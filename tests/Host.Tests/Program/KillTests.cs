using LossActors.Actors.Evaluations;

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
        Assert.Equal("", calm.Error);

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
        // Counted over all lives of the process: none was lost, and none is told twice.
        Assert.Equal(Trained("calm.db"), Trained("stormy.db"));
        Assert.Equal(await Results("calm.db"), await Results("stormy.db"));
    }

    /// <summary>Results on record by evaluation, each of them once.</summary>
    async Task<SortedDictionary<string, string>> Results(string journal)
    {
        var events = await new JournalFile(Path.Combine(folder.Path, journal)).Events("evaluation");
        var results = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (evaluation, happened) in events)
            if (happened.Journaled.Event is Done done) Assert.True(results.TryAdd(evaluation, done.Result.Text), $"{evaluation} twice");
        return results;
    }

    string Decisions(string journal) => program.Run("journal", "--journal", $"sqlite:{journal}", "--decisions").Output;

    string Trained(string journal) =>
        program.Run("status", "--journal", $"sqlite:{journal}").Output.Split('\n').Single(l => l.Contains("evaluations:")).Split(',')[0];
}
