using System.Diagnostics;

namespace LossActors.Host.Tests.Program;

public sealed class SteerTests : IDisposable
{
    static readonly string[] Longer = ["--set", "run.births=40"];

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact, Trait("guarantee", "G8")]
    public async Task A_steered_run_is_repeated_to_the_same_bytes_from_its_steers()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        string[] first = ["small.conf", "--journal", "sqlite:first.db", .. Longer];
        using (var begun = program.Start(["run", .. first, "--plain", "--set", "devices.cpu.lanes=1"]))
            await Interrupt(begun, until: () => Bred(begun, 6), exitCode: 130);
        // It trains nothing, so that the steer finds the islands where they are, however slow or fast the machine is.
        using (var waiting = program.Start(["host", .. first, "--set", "node.roles=[actors]"]))
            await Interrupt(waiting, until: () => Steered(waiting, program), exitCode: 0);
        var finished = program.Run(["run", .. first, "--plain", "--set", "devices.cpu.lanes=1"]);
        Assert.True(finished.ExitCode == 0, finished.Error);

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

    static async Task Interrupt(Process process, Func<Task> until, int exitCode)
    {
        _ = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await until();
        Process.Start("kill", ["-TERM", $"{process.Id}"]).WaitForExit();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == exitCode, $"{process.ExitCode}: {await error}");
    }

    async Task Bred(Process process, int births)
    {
        var journal = new JournalFile(Path.Combine(folder.Path, "first.db"));
        while (await journal.Count("island") <= births)
        {
            Assert.False(process.HasExited, "the run ended before it could be interrupted");
            await Task.Delay(20);
        }
    }

    async Task Steered(Process process, LossActorsProcess program)
    {
        var journal = new JournalFile(Path.Combine(folder.Path, "first.db"));
        while (!await journal.HasNode())
        {
            Assert.False(process.HasExited, "the node ended before it was a member");
            await Task.Delay(50);
        }

        var steered = program.Run("steer", "population=8", "window=2", "topology=full", "crossover=0.2", "--journal", "sqlite:first.db");
        Assert.True(steered.ExitCode == 0, steered.Error);
    }
}
