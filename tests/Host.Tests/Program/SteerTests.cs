using System.Diagnostics;

namespace LossActors.Host.Tests.Program;

public sealed class SteerTests : IDisposable
{
    /// <summary>Not at its end when it is interrupted at its beginning.</summary>
    static readonly string[] Longer = ["--set", "run.births=40"];

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact, Trait("guarantee", "G8")]
    public async Task A_steered_run_is_repeated_to_the_same_bytes_from_its_steers()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        var journal = new JournalFile(Path.Combine(folder.Path, "first.db"));
        string[] first = ["small.conf", "--journal", "sqlite:first.db", .. Longer];
        using (var begun = program.Start(["run", .. first, "--plain", "--set", "devices.cpu.lanes=1"]))
            await Terminated(begun, once: journal.Searched(begun), exitCode: 130);
        // It trains nothing, so that the steer finds the islands where they are, however slow or fast the machine is.
        using (var waiting = program.Start(["host", .. first, "--set", "node.roles=[actors]"]))
            await Terminated(waiting, once: Steered(waiting), exitCode: 0);
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

        async Task Steered(Process node)
        {
            await journal.Joined(node);
            var steered = program.Run(
                "steer", "population=8", "window=2", "topology=full", "crossover=0.2", "--journal", "sqlite:first.db");
            Assert.True(steered.ExitCode == 0, steered.Error);
        }
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

    [Fact]
    public void Steers_are_repeated_in_a_new_run_alone()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        program.File("steers.txt", "island/0 3 {\"window\":2}\n");
        program.File("others.txt", "island/0 3 {\"window\":1}\n");
        string[] steered = ["run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--set", "run.births=4", "--steers"];
        program.Done([.. steered, "steers.txt"]);
        program.Done([.. steered, "steers.txt"]);
        program.Refused(
            "--steers: are repeated in a new run, and the journal has 'small', founded without them; steer that one with "
            + "./lossactors steer KEY=VALUE --journal sqlite:",
            [.. steered, "others.txt"]);
    }

    [Theory]
    [InlineData("island/3 3 {}", "steers.txt:1:1: steers island 3, and the run's are 0 to 2")]
    [InlineData("island/0 -3 {}", "steers.txt:1:1: is no steer")]
    [InlineData("island/0 3 {\"windw\":2}", "steers.txt:1:1: is no steer")]
    [InlineData("island/0 3 {\"window\":99}", "steers.txt: of island 0, its steer after 3 inputs cannot be repeated: window 99")]
    public void Steers_that_the_run_cannot_repeat_are_refused_before_it_is_founded(string line, string told)
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        program.File("steers.txt", line);
        program.Refused(told, "run", "small.conf", "--plain", "--journal", "sqlite:run.db", "--steers", "steers.txt");
        Assert.False(File.Exists(Path.Combine(folder.Path, "run.db")));
    }

    static async Task Terminated(Process process, Task once, int exitCode)
    {
        _ = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await once;
        Signals.Terminate(process);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == exitCode, $"{process.ExitCode}: {await error}");
    }
}
