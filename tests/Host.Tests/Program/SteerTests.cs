namespace LossActors.Host.Tests.Program;

public sealed class SteerTests : IDisposable
{
    /// <summary>Long enough for a second process to start and steer it.</summary>
    static readonly string[] Longer = ["--set", "run.births=120", "--set", "evaluation.steps=6000"];

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact, Trait("guarantee", "G8")]
    public async Task A_steered_run_is_repeated_to_the_same_bytes_from_its_steers()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        // It gives way, so that the steer comes while it searches however busy the machine is.
        using (var process = program.StartWithin(
            ["nice", "-n", "19"],
            ["run", "small.conf", "--plain", "--journal", "sqlite:first.db", "--set", "devices.cpu.lanes=1", .. Longer]))
        {
            _ = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            await Bred(process, 6);
            var steered = program.Run(
                "steer", "population=8", "window=2", "topology=full", "crossover=0.2", "--journal", "sqlite:first.db");
            Assert.True(steered.ExitCode == 0, steered.Error);
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, await error);
        }

        var steers = program.Run("journal", "--journal", "sqlite:first.db", "--steers").Output;
        Assert.Contains("\"population\":8", steers);
        program.File("steers.txt", steers);
        var again = program.Run(
            [
                "run", "small.conf", "--plain", "--journal", "sqlite:again.db", "--steers", "steers.txt", "--set", "devices.cpu.lanes=2",
                .. Longer,
            ]);
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(
            program.Run("journal", "--journal", "sqlite:first.db", "--decisions").Output,
            program.Run("journal", "--journal", "sqlite:again.db", "--decisions").Output);
        var replayed = program.Run("replay", "--verify", "--journal", "sqlite:first.db");
        Assert.True(replayed.ExitCode == 0, replayed.Error);
    }

    [Fact]
    public void A_steer_that_would_not_work_is_refused()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        Assert.Equal(0, program.Run("run", "small.conf", "--plain", "--journal", "sqlite:ended.db", "--set", "run.births=4").ExitCode);
        var refused = program.Run("steer", "populaton=8", "--journal", "sqlite:ended.db");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("did you mean population", refused.Error);
    }

    async Task Bred(System.Diagnostics.Process process, int births)
    {
        var journal = new JournalFile(Path.Combine(folder.Path, "first.db"));
        while (await journal.Count("island") <= births)
        {
            Assert.False(process.HasExited, "the run ended before it could be steered");
            await Task.Delay(20);
        }
    }
}
