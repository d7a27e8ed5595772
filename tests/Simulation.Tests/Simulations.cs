using System.Collections.Concurrent;
using LossActors.Actors.Entities;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Simulation.Tests.Histories;
using LossActors.Simulation.Tests.Scripted;
using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests;

/// <summary>Runs seeds, and compares each search with the calm run of its plan.</summary>
static class Simulations
{
    const int DifferentPlans = 96;

    /// <summary>After so many broken seeds the rest is left out.</summary>
    const int MostFound = 10;

    static readonly ConcurrentDictionary<(ulong Plan, int Deadly, string Class), string> Calm = new();

    /// <summary>What a seed is about.</summary>
    public static Scenario ScenarioOf(int seed)
    {
        var random = new Random(seed);
        var first = random.Next(DifferentPlans);
        var machines = random.Next(8) switch { 0 => 1, < 3 => 2, < 7 => 3, _ => 5 };
        var mixed = random.Next(4) == 0;
        var scenario = new Scenario
        {
            Seed = seed,
            // Two searches of one plan ask for the same evaluations.
            Runs = random.Next(3) switch
            {
                0 => [Plans.Random(first, "a")],
                1 => [Plans.Random(first, "a"), Plans.Random(random.Next(DifferentPlans), "b")],
                _ => [Plans.Random(first, "a"), Plans.Random(first, "b")],
            },
            Comparisons = random.Next(4) == 0 ? [Plans.Comparison(random.Next(DifferentPlans), "c")] : [],
            Classes =
            [
                .. Enumerable.Range(0, machines).Select(_ => mixed && random.Next(2) == 0 ? Plans.OtherArithmetic : Plans.Arithmetic),
            ],
            DeadlyPercent = random.Next(3) == 0 ? 4 : 0,
            AuditEvery = random.Next(3) == 0 ? 4 : 0,
            ForeverAlone = random.Next(10) == 0,
            Steered = random.Next(4) == 0,
            Paused = random.Next(4) == 0,
            InBytes = random.Next(10) == 0,
            Steers = random.Next(8) == 0 ? Scenario.NoSteers.Add("a", Plans.Steers) : Scenario.NoSteers,
        };
        // Who never hears of the others' steps goes on, whatever one of them was told.
        return scenario with { Paused = scenario.Paused && !scenario.ForeverAlone };
    }

    /// <returns>The world at its end.</returns>
    /// <exception cref="GuaranteeBrokenException">The message ends with the command that runs this seed alone.</exception>
    public static World Run(int seed, Meddling? meddling = null, Action<string>? trace = null)
    {
        var scenario = ScenarioOf(seed);
        var world = new World(scenario, meddling ?? new Meddling(), trace);
        try
        {
            world.RunToEnd();
            foreach (var plan in scenario.Runs) Check(scenario, world, plan);
            return world;
        }
        catch (Exception e)
        {
            throw new GuaranteeBrokenException(
                $"{(e is GuaranteeBrokenException ? e.Message : e)}\n{scenario}\n"
                + $"LOSSACTORS_SEED={seed} LOSSACTORS_TRACE=FILE runs this seed alone.", e);
        }
    }

    /// <summary>On as many threads as the machine has cores; each simulation stays on one.</summary>
    /// <exception cref="GuaranteeBrokenException">What the first seed found, and which others found something.</exception>
    public static Counts RunAll(IEnumerable<int> seeds)
    {
        var (counts, gate) = (new Counts(), new Lock());
        var broken = new ConcurrentQueue<GuaranteeBrokenException>();
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            try
            {
                var world = Run(seed);
                lock (gate) counts = counts.With(world);
            }
            catch (GuaranteeBrokenException e)
            {
                broken.Enqueue(e);
                if (broken.Count == MostFound) loop.Stop();
            }
        });
        return broken.IsEmpty ? counts : throw new GuaranteeBrokenException(string.Join("\n\n", broken.Select(b => b.Message)));
    }

    static void Check(Scenario scenario, World world, RunPlan plan)
    {
        for (var i = 0; i < plan.Islands.Islands; i++) IslandCheck.Check(world.Database, new IslandId(plan.Name, i), new ScriptedBreeder());
        // What comes first is another at each time; the journal alone decides again.
        if (plan.Islands.ArrivalOrder) return;
        var steers = History.Steers(world.Database, plan);
        var arithmetic = History.ArithmeticClass(world.Database, plan)!;
        var calm = steers.IsEmpty
            ? Calm.GetOrAdd((plan.Islands.Seed, scenario.DeadlyPercent, arithmetic), _ => CalmRun(Calmed()))
            : CalmRun(Calmed() with { Steers = Scenario.NoSteers.Add("calm", steers) });
        var found = History.Digest(world.Database, plan);
        if (found != calm) throw new GuaranteeBrokenException($"G8: {plan.Name}: {FirstDifference(calm, found)}");

        Scenario Calmed() => new()
        {
            Seed = 1, Runs = [plan with { Name = "calm" }], Classes = [arithmetic], DeadlyPercent = scenario.DeadlyPercent, IsCalm = true,
        };
    }

    static string CalmRun(Scenario scenario)
    {
        var world = new World(scenario, new Meddling());
        world.RunToEnd();
        return History.Digest(world.Database, scenario.Runs[0]);
    }

    static string FirstDifference(string calm, string found)
    {
        foreach (var (a, b) in calm.Split('\n').Zip(found.Split('\n')))
            if (a != b) return $"the calm run has\n{a}\nwhere this has\n{b}";
        return $"the calm run has {calm.Length} characters of decisions, this has {found.Length}";
    }
}


