using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>How an island comes to be, once.</summary>
public sealed class IslandFoundingTests : IslandTest
{
    [Fact]
    public void A_founding_needs_no_permit_and_is_answered_when_it_is_on_record()
    {
        island.Receive(new FoundIsland(Plans.Island, []), run, now);
        Assert.Empty(run.Answers);
        world.Settle(island, now);

        Assert.Equal(-1, Assert.IsType<IslandProgress>(run.Take()).Through);
        Assert.Single(world.Written);
        Assert.Empty(world.Asked);
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public void The_same_founding_again_is_nothing_and_another_plan_is_refused()
    {
        Found(Plans.Island);
        FoundAgain(Plans.Island with { Seeds = ["ce"] });
        Assert.IsType<IslandProgress>(run.Take());
        FoundAgain(Plans.Island with { Births = 99 });
        Assert.Equal("it was founded with another plan", Assert.IsType<IslandRefused>(run.Take()).Reason);
        Assert.Single(world.Written);
    }

    [Fact]
    public void The_plan_of_the_founding_counts_though_it_was_steered()
    {
        Found(Plans.Island);
        Pull();
        Steer("a", new Steering { Parsimony = 1 });
        run.Answers.Clear();
        FoundAgain(Plans.Island);
        Assert.IsType<IslandProgress>(run.Take());
    }

    [Fact]
    public void Two_foundings_before_the_first_is_on_record_are_told_apart()
    {
        var other = new ScriptedAsker();
        island.Receive(new FoundIsland(Plans.Island, []), run, now);
        island.Receive(new FoundIsland(Plans.Island with { Births = 99 }, []), other, now);
        world.Settle(island, now);
        Assert.IsType<IslandProgress>(run.Take());
        Assert.IsType<IslandRefused>(other.Take());
    }

    [Fact]
    public void A_plan_of_another_decision_version_or_with_impossible_steers_is_refused()
    {
        FoundAgain(Plans.Island with { DecisionVersion = 99 });
        Assert.Contains("decision version 99", Assert.IsType<IslandRefused>(run.Take()).Reason);
        island.Receive(new FoundIsland(Plans.Island, [new RepeatedSteer(3, new Steering { Window = 99 })]), run, now);
        Assert.Contains("window 99", Assert.IsType<IslandRefused>(run.Take()).Reason);
        Assert.Null(world.Writing);
    }
}
