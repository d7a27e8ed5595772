using System.Collections.Immutable;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Scripted;

/// <summary>Small plans, and random ones with every edge that a run file allows and some that it refuses.</summary>
static class Plans
{
    public const string Arithmetic = "class-1";

    public static readonly Recipe Recipe =
        new(new ClustersSpec(Points: 100), new MlpSpec([4]), new SgdSpec(0.01), Batch: 10, Steps: 10);

    public static readonly IslandPlan Island = new()
    {
        Seed = 1, Island = 0, Islands = 3, Births = 24, Population = 8, Window = 4, Topology = Topology.Ring, Every = 6, Lag = 3,
        Elites = 2, Contenders = 2, Rungs = [1], Classes = 10, Seeds = ["ce"], Breeding = new BreedingPlan(),
        Recipe = Recipe, ArithmeticClass = Arithmetic,
    };

    public static readonly RunPlan Run = new()
    {
        Name = "scripted", Islands = Island with { ArithmeticClass = "" }, TunedRates = [0.01, 0.03],
        Proof = new ProofPlan
        {
            Finalists = 2, SelectionDraws = 2, Draws = 3, Rates = [0.01, 0.1], Baselines = [new("focal", "focal loss")],
        },
    };

    public static ImmutableArray<IslandPlan> All(IslandPlan plan) =>
        [.. Enumerable.Range(0, plan.Islands).Select(i => plan with { Island = i })];

    /// <summary>Any plan: one island, lag 0, window 1, births below the population, waves at every birth or never, several rungs.</summary>
    public static IslandPlan Random(Random random, int mostBirths = 30)
    {
        var every = random.Next(4) == 0 ? 0 : random.Next(1, 9);
        return Island with
        {
            Seed = (ulong)random.Next(),
            Islands = random.Next(1, 5),
            Births = random.Next(1, mostBirths + 1),
            Population = random.Next(1, 12),
            Window = random.Next(3) == 0 ? 1 : random.Next(1, 9),
            Topology = (Topology)random.Next(Enum.GetValues<Topology>().Length),
            Every = every,
            Lag = random.Next(3) == 0 ? 0 : random.Next(0, 10),
            Elites = random.Next(0, 4),
            Rungs = random.Next(3) switch { 0 => [1], 1 => [0.5, 1], _ => [0.1, 0.3, 1] },
            Eta = random.Next(2, 5),
            Remeasure = random.Next(0, 3),
            Seeds = random.Next(2) == 0 ? [] : ["ce", "focal"],
            Contenders = random.Next(1, 5),
        };
    }
}
