using LossActors.Actors.Entities;
using LossActors.Actors.Islands;

namespace LossActors.Cluster.Bench;

/// <summary>What an island's steps cost in the pure logic alone, breeding included.</summary>
static class DecisionsMeasurement
{
    const int Rounds = 6, StepsARound = 1000;

    public static async Task Of(BenchOptions options)
    {
        var search = await Search.Of(options);
        var plan = search.Founding.Plan.Islands with { Island = 0, Islands = 1, Births = int.MaxValue, ArithmeticClass = "bench" };
        var logic = new IslandLogic("bench", new GeneticBreeder());
        var state = logic.Initial;
        Input input = new Founding(plan, []);
        for (var round = 1; round <= Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var events = 0;
            for (var step = 0; step < StepsARound; step++)
            {
                var decided = logic.Decide(state, input);
                foreach (var happened in decided.Events) state = logic.Apply(state, happened);
                events += decided.Events.Length;
                // As the entity does after each step.
                _ = logic.Outstanding(state).ToHashSet();
                var (ticket, open) = state.Open.First();
                input = new ResultTaken(ticket, WaitingLanes.Result(open.Before.Genome), null);
            }

            var spent = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
            Console.WriteLine(
                $"population {plan.Population}, window {plan.Window} | steps {(round - 1) * StepsARound}–{round * StepsARound} | "
                + $"{spent / StepsARound:F2} ms a step, {(double)events / StepsARound:F2} events a step");
        }
    }
}
