using System.Runtime.CompilerServices;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerActors.Tests.Runs;

[Trait("guarantee", "G8")]
public sealed class GoldenDecisionsTests
{
    static readonly RunPlan Plan = Plans.Run with
    {
        Islands = Plans.Run.Islands with
        {
            Seed = 7, Births = 20, Population = 6, Window = 3, Topology = Topology.Star, Every = 5, Lag = 2, Rungs = [0.25, 1], Eta = 2,
            Remeasure = 1,
        },
        TunedRates = [],
    };

    [Fact]
    public async Task Decisions_are_those_of_the_golden_log()
    {
        var store = new InMemoryStore();
        await new ScriptedRun(store, Plan).Work();
        var lines = new List<string>();
        await foreach (var line in DecisionLog.Lines(store, (await store.GetRun(ScriptedRun.Id))!, Plan.Islands.Islands))
            if (!line.Contains(" Founded ")) lines.Add(line);
        var found = string.Concat(lines.Select(l => l + "\n"));
        if (Environment.GetEnvironmentVariable("LOSSACTORS_RENEW_GOLDEN") == "1") File.WriteAllText(Golden(), found);

        Assert.True(
            found == File.ReadAllText(Golden()),
            "What an island decides has changed, so runs that are under way would go on differently. If that is meant, raise "
            + "IslandPlan.CurrentDecisionVersion and renew the log: LOSSACTORS_RENEW_GOLDEN=1 ./test Actors");
    }

    [Fact]
    public void The_golden_log_has_every_decision() => Assert.Equal(
        ["Born", "IslandEnded", "Promoted", "Remeasured", "Retired", "Scored", "WavePublished", "WaveTaken"],
        File.ReadLines(Golden()).Select(l => l.Split(' ')[1]).Distinct().Order());

    static string Golden([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "golden", "decisions.txt");
}
