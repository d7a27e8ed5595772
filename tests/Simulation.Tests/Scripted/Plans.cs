using System.Collections.Immutable;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Trials;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Simulation.Tests.Scripted;

/// <summary>Random searches with every edge that a run file allows.</summary>
static class Plans
{
    /// <summary>What a node's device tells, where all are alike.</summary>
    public const string Arithmetic = "class-1";

    /// <summary>What a device of another kind tells.</summary>
    public const string OtherArithmetic = "class-2";

    static readonly Recipe Recipe = new(new ClustersSpec(Points: 100), new MlpSpec([4]), new SgdSpec(0.01), Batch: 10, Steps: 10);

    static readonly IslandPlan Island = new()
    {
        Seed = 1, Island = 0, Islands = 3, Births = 24, Population = 8, Window = 4, Topology = Topology.Ring, Every = 6, Lag = 3,
        Elites = 2, Contenders = 2, Rungs = [1], Classes = 10, Seeds = ["ce"], Breeding = new BreedingPlan(),
        Recipe = Recipe, ArithmeticClass = "",
    };

    /// <summary>Some losses on some draws, perhaps at a learning rate that is tried out first.</summary>
    public static ComparisonPlan Comparison(int number, string name)
    {
        var random = new Random(number);
        var losses = Enumerable.Range(0, random.Next(1, 4)).Select(i => new Entrant($"loss-{i}", $"loss {random.Next(400)}", Recipe));
        return new ComparisonPlan
        {
            Name = name,
            Entries = [.. losses.Select(l => new ComparisonEntry(l.Name, "mlp", l, random.Next(2) == 0 ? [] : [l.At(0.01), l.At(0.03)]))],
            Draws = random.Next(1, 4),
            TuningMeasurements = 1,
        };
    }

    /// <summary>Steers of an earlier run that any search can repeat.</summary>
    public static readonly ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> Steers =
        ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty.Add(
            0, [new(2, new Steering { Parsimony = 1 }), new(5, new Steering { Lag = 4, Immigration = 0.25 })]);

    /// <summary>Those that came later, so that the plans of other numbers stay what they were.</summary>
    static Topology Later(int number) => (Topology)((int)Topology.Torus + number % 3);

    /// <summary>
    /// Any search: one island, lag 0, window 1, births below the population, waves at every birth or never, several rungs.
    /// </summary>
    public static RunPlan Random(int number, string name)
    {
        var random = new Random(number);
        var population = random.Next(2, 12);
        var islands = Island with
        {
            Seed = (ulong)random.Next(),
            Islands = random.Next(1, 4),
            Births = random.Next(1, 15),
            Population = population,
            Window = random.Next(1, Math.Max(2, population / 2 + 1)),
            Topology = number % 7 == 3 ? Later(number) : (Topology)random.Next(4),
            Every = random.Next(4) == 0 ? 0 : random.Next(1, 7),
            Lag = random.Next(3) == 0 ? 0 : random.Next(0, 8),
            Elites = random.Next(1, 1 + Math.Min(3, population)),
            Rungs = random.Next(3) switch { 0 => [1], 1 => [0.5, 1], _ => [0.1, 0.3, 1] },
            Eta = random.Next(2, 5),
            Remeasure = random.Next(0, 3),
            ArrivalOrder = random.Next(8) == 0,
            Seeds = random.Next(2) == 0 ? [] : ["ce", "focal"],
            Contenders = 1 + number % 3,
            Stall = number % 10 == 7 ? population : null,
        };
        // Waves that are waited for at once, by islands of unlike progress: what a stop at the target must not strand.
        if (number % 4 == 0)
            islands = islands with
            {
                Births = 14, Population = 10, Window = 5, Every = 3, Lag = 0, Rungs = [0.3, 1], Eta = 2, Remeasure = 1,
            };
        return new RunPlan
        {
            Name = name,
            Islands = islands with { Target = number % 4 == 0 || random.Next(4) == 0 ? 0.05 + 0.3 * random.NextDouble() : null },
            TunedRates = random.Next(2) == 0 ? [] : [0.01, 0.03],
            TuningMeasurements = 1,
            Proof = new ProofPlan
            {
                Finalists = 2, SelectionDraws = 1, Draws = 1, Rates = [0.01], Baselines = [new("focal", "focal loss")],
            },
        };
    }
}
