using System.Diagnostics;

namespace LossActors.Host.Tests.Program;

public sealed class LookTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Islands_and_a_watched_status_show_a_run_that_has_ended()
    {
        var program = new LossActorsProcess(folder.Path);
        program.File("small.conf", SmallSearch.Conf);
        var run = program.Run("run", "small.conf", "--plain", "--journal", "sqlite:a.db", "--set", "run.births=6");
        Assert.True(run.ExitCode == 0, run.Error);

        var islands = program.Run("islands", "--journal", "sqlite:a.db").Output.Split('\n').Where(l => l.Contains("6/6")).ToList();
        Assert.Equal(3, islands.Count);
        Assert.All(islands, l => Assert.EndsWith("ended", l.TrimEnd()));

        using var watch = program.Start("status", "--watch", "--journal", "sqlite:a.db");
        Assert.Equal("small: ended", watch.StandardOutput.ReadLine());
        Process.Start("kill", ["-INT", $"{watch.Id}"]).WaitForExit();
        // What does not change is not shown again.
        Assert.DoesNotContain("small: ended", watch.StandardOutput.ReadToEnd());
        Assert.True(watch.WaitForExit(120_000));
        Assert.Equal(130, watch.ExitCode);
    }
}
