
namespace LossActors.FormerSimulation.Tests;

[Trait("guarantee", "G1")]
[Trait("guarantee", "G2")]
[Trait("guarantee", "G3")]
[Trait("guarantee", "G4")]
[Trait("guarantee", "G5")]
[Trait("guarantee", "G7")]
[Trait("guarantee", "G8")]
[Trait("guarantee", "G9")]
public sealed class ClusterTests(ITestOutputHelper output)
{
    /// <summary>LOSSACTORS_SEED runs one seed, LOSSACTORS_SOAK so many others than usual.</summary>
    [Fact]
    public void Every_guarantee_holds_whatever_happens_to_the_cluster()
    {
        var soak = Number("LOSSACTORS_SOAK");
        IEnumerable<int> seeds = Number("LOSSACTORS_SEED") is { } one ? [one]
            : Enumerable.Range(soak is null ? 0 : 1_000_000, soak ?? 2000);
        var started = TimeProvider.System.GetTimestamp();
        var (count, events) = Simulations.RunAll(seeds);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        Assert.Equal(seeds.Count(), count);
        output.WriteLine($"{count} seeds, {events} events in {seconds:F1} s: {count / seconds:F0} seeds/s");
    }

    [Fact]
    public void Seeds_that_once_found_a_defect_pass() =>
        Simulations.RunAll(
            File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeds.txt")).Where(l => l.Length > 0 && l[0] != '#')
                .Select(l => int.Parse(l.Split(' ')[0])));

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        foreach (var seed in Enumerable.Range(1, 20))
        {
            Assert.Equal(EventsOf(seed), EventsOf(seed));
        }

        static long EventsOf(int seed)
        {
            var cluster = Simulations.Of(seed);
            cluster.RunToEnd().GetAwaiter().GetResult();
            return cluster.Events;
        }
    }

    static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
