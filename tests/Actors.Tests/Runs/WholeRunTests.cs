using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Runs;

public sealed class WholeRunTests
{
    [Fact]
    [Trait("guarantee", "G4")]
    [Trait("guarantee", "G8")]
    public void A_target_stops_every_order_of_work_at_the_same_birth_with_the_same_decisions_and_outcome()
    {
        var stopped = 0;
        for (var seed = 0; seed < 16; seed++)
        {
            var plan = Targeted(seed);
            var calm = new WholeRun(plan, order: 0).ToTheEnd();
            for (var order = 1; order < 5; order++) Assert.Equal(calm.Digest, new WholeRun(plan, 100 * seed + order).ToTheEnd().Digest);
            if (calm.Search.StoppedBy == StoppedBy.Target) stopped++;
        }

        Assert.InRange(stopped, 6, 16);
    }

    [Fact]
    public void A_target_leaves_out_what_was_found_beyond_the_stop()
    {
        var plans = Enumerable.Range(0, 8).Select(Targeted).ToList();
        foreach (var plan in plans)
        {
            var search = new WholeRun(plan, order: 1).ToTheEnd().Search;
            if (search.Stop is { } stop) Assert.All(search.Finalists, f => Assert.True(f.Origin.Birth <= stop + plan.Islands.Window));
        }
    }

    [Fact]
    public void A_run_in_the_order_of_arrival_ends_and_its_islands_trade()
    {
        var plan = Plans.Run with { Islands = Plans.Run.Islands with { ArrivalOrder = true } };
        var run = new WholeRun(plan, order: 0).ToTheEnd();
        Assert.Equal(StoppedBy.Births, run.Search.StoppedBy);
        for (var i = 0; i < 3; i++) Assert.Contains(run.Island(i), e => e.Item2 is WaveTaken);
    }

    /// <summary>
    /// Waves without lag and promotions that take up the window: when the target is met, a slow island may wait for a wave that a fast one
    /// has not published.
    /// </summary>
    static RunPlan Targeted(int seed)
    {
        var random = new Random(seed);
        var islands = Plans.Random(random) with
        {
            ArithmeticClass = "", Islands = random.Next(2, 4), Births = 30, Population = random.Next(4, 12), Window = random.Next(4, 9),
            Topology = Topology.Ring, Every = random.Next(2, 7), Lag = 0, Elites = 2, Rungs = [0.3, 1], Eta = 2, Remeasure = 1,
            Target = 0.08 + 0.3 * random.NextDouble(),
        };
        return Plans.Run with { Islands = islands, TunedRates = [] };
    }
}
