using System.Collections.Concurrent;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerSimulation.Tests;

/// <summary>Runs seeds and compares each with the calm run of its plan.</summary>
static class Simulations
{
    const int DifferentPlans = 96;

    static readonly ConcurrentDictionary<int, string> Calm = new();

    /// <summary>Returns the number of events.</summary>
    /// <exception cref="GuaranteeBrokenException">The message ends with the command that runs this seed alone.</exception>
    static long Run(int seed)
    {
        // A context that posts continuations elsewhere would bring in other threads.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var number = seed % DifferentPlans;
            var plan = PlanOf(number);
            var cluster = Of(seed);
            var found = cluster.RunToEnd().GetAwaiter().GetResult();
            var steers = cluster.Steers().GetAwaiter().GetResult();
            var calm = steers.Count > 0 ? CalmRun(plan, steers).GetAwaiter().GetResult()
                : Calm.GetOrAdd(number, _ => CalmRun(plan, []).GetAwaiter().GetResult());
            return found == calm ? cluster.Events : throw new GuaranteeBrokenException($"G8: {FirstDifference(calm, found)}");
        }
        catch (Exception e)
        {
            throw new GuaranteeBrokenException(
                $"{(e is GuaranteeBrokenException ? e.Message : e)}\n"
                + $"LOSSACTORS_SEED={seed} dotnet run -c Release --project tests/Simulation.Tests -- --filter-method '*whatever*'");
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>A quarter of the runs is steered; in a third of the plans some losses kill who trains them.</summary>
    public static Cluster Of(int seed)
    {
        var plan = PlanOf(seed % DifferentPlans);
        return new Cluster(seed, plan, ResultsOf(plan), steered: seed / DifferentPlans % 4 == 1);
    }

    /// <summary>The same search undisturbed, with the same steers at the same places.</summary>
    static async Task<string> CalmRun(RunPlan plan, IReadOnlyList<(string Island, Steered Taken)> steers)
    {
        var store = new InMemoryStore();
        var run = new ScriptedRun(store, plan, results: ResultsOf(plan));
        await run.Open("steered");
        foreach (var (island, taken) in steers)
            await store.Post(
                new ActorId(ScriptedRun.Id, island), IslandDecisions.SteerKey(taken.After), IslandDecisions.SteerMessage, IslandJson.Bytes(taken.Change));
        return await run.Work("calm");
    }

    static ScriptedResults ResultsOf(RunPlan plan) => new(DeadlyPercent: plan.Islands.Seed % 3 == 0 ? 4 : 0);

    /// <summary>On as many threads as the machine has cores; each simulation stays on one.</summary>
    public static (int Seeds, long Events) RunAll(IEnumerable<int> seeds)
    {
        var (count, events) = (0, 0L);
        var broken = new ConcurrentQueue<Exception>();
        Parallel.ForEach(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, (seed, loop) =>
        {
            try
            {
                Interlocked.Add(ref events, Run(seed));
                Interlocked.Increment(ref count);
            }
            catch (GuaranteeBrokenException e)
            {
                broken.Enqueue(e);
                loop.Stop();
            }
        });
        return broken.TryPeek(out var first) ? throw first : (count, events);
    }

    static RunPlan PlanOf(int number)
    {
        var random = new Random(number);
        var islands = Plans.Random(random, mostBirths: 14);
        // Waves that are waited for at once, by islands of unlike progress: what a stop at the target must not strand.
        if (number % 4 == 0) islands = islands with { Births = 14, Window = 5, Every = 3, Lag = 0, Rungs = [0.3, 1], Eta = 2, Remeasure = 1 };
        return Plans.Run with
        {
            Islands = islands with
            {
                ArithmeticClass = "",
                Islands = Math.Min(islands.Islands, 3),
                Target = number % 4 == 0 || random.Next(4) == 0 ? 0.05 + 0.3 * random.NextDouble() : null,
            },
            TunedRates = random.Next(2) == 0 ? [] : [0.01, 0.03],
            TuningMeasurements = 1,
            Proof = Plans.Run.Proof with { SelectionDraws = 1, Draws = 1, Rates = [0.01] },
        };
    }

    static string FirstDifference(string calm, string found)
    {
        foreach (var (a, b) in calm.Split('\n').Zip(found.Split('\n')))
            if (a != b) return $"the calm run has\n{a}\nwhere this has\n{b}";
        return $"the calm run has {calm.Length} characters of decisions, this has {found.Length}";
    }
}
