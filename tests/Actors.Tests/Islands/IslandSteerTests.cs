using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>What people change in an island while it breeds.</summary>
public sealed class IslandSteerTests : IslandTest
{
    [Fact]
    [Trait("guarantee", "G4")]
    public void A_steer_is_answered_when_it_is_on_record_and_taken_once()
    {
        Found(Plans.Island);
        Pull();
        run.Answers.Clear();
        for (var i = 0; i < 3; i++)
        {
            if (i == 2) Recover();
            Steer("a", new Steering { Parsimony = 2 });
            Assert.Equal(new SteerAnswer(new CommandId("a"), null), run.Take());
        }

        Assert.Equal(2, island.State.Plan!.Breeding.Parsimony);
        Assert.Equal(2, island.Step);
    }

    [Fact]
    public void Steers_wait_in_their_order_without_a_permit_and_one_too_many_is_refused()
    {
        Found(Plans.Island);
        run.Answers.Clear();
        for (var i = 0; i <= IslandEntity.MostSteers; i++) Steer($"{i}", new Steering { Parsimony = i });
        Assert.Equal(
            new SteerAnswer(new CommandId($"{IslandEntity.MostSteers}"), "8 steers wait for this island already"), run.Take());
        Pull();
        Settle();
        var taken = world.Written.SelectMany(s => s.Events).OfType<Steered>().Select(s => (int)s.Change.Parsimony!);
        Assert.Equal(Enumerable.Range(0, IslandEntity.MostSteers), taken);
    }

    [Fact]
    public void A_steer_that_would_not_work_is_refused_without_an_event_when_its_turn_comes()
    {
        Found(Plans.Island);
        run.Answers.Clear();
        Steer("room", new Steering { Population = 20 });
        Steer("fits then", new Steering { Window = 10 });
        Steer("never fits", new Steering { Window = 11 });
        Assert.Empty(run.Answers);
        Pull();
        Settle();
        Assert.Equal(
            [("room", true), ("fits then", true), ("never fits", false)],
            run.Answers.OfType<SteerAnswer>().Select(a => (a.Command.Id, a.Refusal is null)));
        Assert.Equal(3, island.Step);
    }

    [Fact]
    public void An_ended_island_refuses_steers_also_those_that_waited()
    {
        Found(Plans.Island with { Births = 2, Window = 2, Every = 0 });
        Pull();
        Answer(0);
        run.Answers.Clear();
        island.Receive(results.Of(Evaluations()[0]), evaluation, now);
        Steer("waits", new Steering { Parsimony = 2 }, settle: false);
        Settle();
        Steer("late", new Steering { Parsimony = 2 });
        Assert.Equal(["waits", "late"], run.Answers.OfType<SteerAnswer>().Where(a => a.Refusal is not null).Select(a => a.Command.Id));
    }
}
