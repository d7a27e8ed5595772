using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests.Joining;

[Trait("guarantee", "G7")]
[Trait("guarantee", "G11")]
public sealed class JoiningTests(ITestOutputHelper output)
{
    const int Usual = 2000;

    [Fact]
    public void Processes_that_know_the_database_alone_become_one_cluster()
    {
        for (var seed = 0; seed < Usual; seed++) Run(seed, new JoiningRules());
    }

    [Fact]
    public void Without_incarnations_a_late_burial_hits_the_next_process() => Finds(new JoiningRules { RowsHaveIncarnations = false });

    [Fact]
    public void Without_the_condition_of_the_lease_a_latecomer_buries_a_living_cluster() =>
        Finds(new JoiningRules { FoundersHoldTheLease = false });

    [Fact]
    public void Without_founders_who_bury_the_rest_two_clusters_last() => Finds(new JoiningRules { FoundersBuryTheRest = false });

    [Fact]
    public void Without_the_end_of_the_buried_two_clusters_last() => Finds(new JoiningRules { TheBuriedEnd = false });

    [Fact]
    public void Without_the_end_of_the_refused_two_clusters_last() => Finds(new JoiningRules { TheRefusedEnd = false });

    static void Run(int seed, JoiningRules rules)
    {
        try
        {
            new JoiningWorld(seed, rules, slots: 2 + seed % 4).RunToEnd();
        }
        catch (GuaranteeBrokenException e)
        {
            throw new GuaranteeBrokenException($"seed {seed}: {e.Message}", e);
        }
    }

    void Finds(JoiningRules rules)
    {
        var found = Assert.Throws<GuaranteeBrokenException>(() =>
        {
            for (var seed = 0; seed < Usual; seed++) Run(seed, rules);
        });
        output.WriteLine(found.Message);
    }
}
