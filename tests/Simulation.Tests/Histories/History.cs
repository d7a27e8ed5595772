using System.Collections.Immutable;
using System.Text;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests.Histories;

/// <summary>What a world has on record of one search, at rest.</summary>
static class History
{
    public static IEnumerable<(long Step, IslandEvent Event)> Of(Database database, IslandId island) =>
        database.Journal(island).Select(r => (r.Step, (IslandEvent)r.Event));

    /// <summary>The decisions up to the stop, and the outcome: all that two runs of one search have in common.</summary>
    public static string Digest(Database database, RunPlan plan)
    {
        var text = new StringBuilder();
        var run = database.Journal(new RunId(plan.Name)).Select(r => (RunEvent)r.Event).ToList();
        var stop = run.OfType<SearchEnded>().Single().Stop;
        for (var i = 0; i < plan.Islands.Islands; i++)
            foreach (var line in DecisionLog.Lines(i, Of(database, new IslandId(plan.Name, i)), stop)) text.Append(line).Append('\n');
        foreach (var happened in run.Where(e => e is Tuned or SearchEnded or FinalistsRanked or RunEnded))
            text.Append($"run {happened.GetType().Name} {Encoding.UTF8.GetString(RunJson.Events.Write(happened))}\n");
        return text.ToString();
    }

    /// <summary>The steers that islands have taken, as they are repeated.</summary>
    public static ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> Steers(Database database, RunPlan plan) =>
        Enumerable.Range(0, plan.Islands.Islands)
            .Select(i => (Island: i, Steers: Of(database, new IslandId(plan.Name, i)).Select(e => e.Event).OfType<Steered>()
                .Select(s => new RepeatedSteer(s.After, s.Change)).ToImmutableArray()))
            .Where(s => !s.Steers.IsEmpty).ToImmutableSortedDictionary(s => s.Island, s => s.Steers);

    public static string? ArithmeticClass(Database database, RunPlan plan) =>
        database.Journal(new RunId(plan.Name)).Select(r => r.Event).OfType<ClassNamed>().FirstOrDefault()?.ArithmeticClass;
}
