using System.Runtime.CompilerServices;
using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

[Trait("guarantee", "G8")]
public sealed class GoldenDecisionsTests
{
    static readonly IslandPlan Plan = Plans.Island with
    {
        Seed = 7, Births = 20, Population = 6, Window = 3, Topology = Topology.Star, Every = 5, Lag = 2, Rungs = [0.25, 1], Eta = 2,
        Elites = 1, Remeasure = 1,
    };

    [Fact]
    public void Decisions_are_those_of_the_golden_log()
    {
        var lines = new IslandsAlone(Plans.All(Plan), order: 0).ToTheEnd().Log.Split('\n').Where(line => !line.Contains(" Founded "));
        var found = string.Join('\n', lines);
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
