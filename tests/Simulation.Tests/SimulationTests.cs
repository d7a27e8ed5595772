using LossActors.Actors.Entities;

namespace LossActors.Simulation.Tests;

[Trait("guarantee", "G1")]
[Trait("guarantee", "G2")]
[Trait("guarantee", "G3")]
[Trait("guarantee", "G4")]
[Trait("guarantee", "G5")]
[Trait("guarantee", "G7")]
[Trait("guarantee", "G8")]
[Trait("guarantee", "G9")]
[Trait("guarantee", "G10")]
public sealed class SimulationTests(ITestOutputHelper output)
{
    const int Usual = 2000;

    /// <summary>
    /// LOSSACTORS_SOAK runs so many other seeds; LOSSACTORS_SEED runs one, and LOSSACTORS_TRACE=FILE writes what happens in it.
    /// </summary>
    [Fact]
    public void Every_guarantee_holds_whatever_happens_to_the_cluster()
    {
        var started = TimeProvider.System.GetTimestamp();
        if (Number("LOSSACTORS_SEED") is { } one)
        {
            var file = Environment.GetEnvironmentVariable("LOSSACTORS_TRACE");
            using var trace = string.IsNullOrEmpty(file) ? null : new StreamWriter(file);
            output.WriteLine($"{new Counts().With(Simulations.Run(one, trace: trace is null ? null : trace.WriteLine))}");
            return;
        }

        var soak = Number("LOSSACTORS_SOAK");
        var counts = Simulations.RunAll(Enumerable.Range(soak is null ? 0 : 1_000_000, soak ?? Usual));
        Assert.Equal(soak ?? Usual, counts.Seeds);
        var missing = KindsOfEvents.Except(counts.KindsOfEvents).Select(t => t.Name).Order();
        if (soak is null) Assert.Equal(["Nondeterministic", "Parked"], missing);
        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        output.WriteLine($"{counts} in {seconds:F1} s: {counts.Seeds / seconds:F0} seeds/s");
    }

    [Fact]
    public void Seeds_that_once_found_a_defect_pass() =>
        Simulations.RunAll(
            File.ReadLines(Path.Combine(AppContext.BaseDirectory, "seeds.txt")).Where(l => l.Length > 0 && l[0] != '#')
                .Select(l => int.Parse(l.Split(' ')[0])));

    [Fact]
    public void The_same_seed_gives_the_same_simulation()
    {
        foreach (var seed in Enumerable.Range(1, 10)) Assert.Equal($"{CountsOf(seed)}", $"{CountsOf(seed)}");
    }

    /// <summary>All that a journal may hold: a simulation without promotions would say nothing about them.</summary>
    static IEnumerable<Type> KindsOfEvents =>
        typeof(IEvent).Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IEvent)));

    static Counts CountsOf(int seed) => new Counts().With(Simulations.Run(seed));

    static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
