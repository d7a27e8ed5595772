using LossActors.Actors.Entities;
using LossActors.Actors.Islands;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>Says in words where a simulation stands still.</summary>
static class Stuck
{
    public static string Where(World world)
    {
        var lines = new List<string> { $"stands still at {world.Now.TotalSeconds:F0} s after {world.Events} events" };
        foreach (var search in world.Searches.Where(s => !world.Ledger.HasEnded(s)))
        {
            lines.Add($"{search}: {Last(world, search)}");
            if (search is not RunId run) continue;
            var islands = world.Scenario.Runs.Single(r => r.Name == run.Run).Islands.Islands;
            lines.AddRange(Enumerable.Range(0, islands).Select(i => Describe(world, new IslandId(run.Run, i))));
        }

        foreach (var process in world.Machines.Select(m => m.Current).OfType<Process>())
        {
            var cells = string.Join(" ", process.Cells.Select(c => c.Id));
            var sees = string.Join(" ", process.View);
            lines.Add($"{process} {(process.IsAlive ? "lives" : "is dead")}, sees {sees}, has {cells} {process.Dispatcher}");
        }

        return string.Join("\n", lines);
    }

    static string Describe(World world, IslandId id)
    {
        var state = world.Database.Journal(id).Aggregate(IslandState.Initial, (s, row) => IslandFold.Apply(s, (IslandEvent)row.Event));
        if (state.Plan is not { } plan) return $"{id}: not founded";
        if (state.Ended) return $"{id}: ended, met at {state.MetAt}";
        var open = state.Open.Take(2).Select(o =>
        {
            var key = o.Value.Question(plan, new RunId(id.Run).PersistenceId, o.Key).Key;
            return $"ticket {o.Key} {key}: {Last(world, new EvaluationId(key))}";
        });
        return $"{id}: births {state.Births} of {plan.Births}, wave to take {IslandDecisions.WaveToTake(state)}, met at {state.MetAt}, "
            + $"through {state.ScoredThrough}; {string.Join("; ", open)}";
    }

    static string Last(World world, EntityId id) => Words.Of(world.Database.Journal(id).TakeLast(3).Select(r => r.Event));
}
