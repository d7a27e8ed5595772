using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>When an island goes on, what it takes, and what is left of it.</summary>
public sealed class IslandEntityTests : IslandTest
{
    [Fact]
    public void An_island_asks_when_the_permit_comes_and_no_longer_than_it_lasts()
    {
        Found(Plans.Island);
        Assert.Empty(world.TakeAsked());
        Pull();
        Assert.Equal([0L, 1, 2, 3], Tickets(world.TakeAsked()));
        Pass(Patience.Tick);
        Assert.Equal(4, world.TakeAsked().Count);

        Pass(Patience.Permit - Patience.Tick);
        Assert.Empty(world.TakeAsked());
        Pull();
        Assert.Equal(4, world.TakeAsked().Count);
    }

    [Fact]
    public void Of_two_words_of_a_run_the_one_of_the_later_step_holds()
    {
        Found(Plans.Island);
        Pull(step: 5);
        Pull(step: 6, go: false);
        run.Answers.Clear();
        Pull(step: 5);
        Assert.Equal(new RunIsBehind(6), run.Take());
        world.TakeAsked();
        Answer(0);
        Assert.Single(world.Written);
        Pull(step: 7);
        Settle();
        Assert.Equal(2, world.Written.Count);
        Assert.Contains(4L, Tickets(world.TakeAsked()));
    }

    [Fact]
    public void A_recovered_island_waits_for_its_permit()
    {
        Found(Plans.Island);
        Pull();
        Recover();
        Assert.Empty(world.TakeAsked());
        Pass(Patience.Tick);
        Assert.Empty(world.TakeAsked());
        Pull();
        Assert.Equal(4, world.TakeAsked().Count);
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public void Results_are_taken_in_ticket_order_once_each_whenever_and_however_often_they_come()
    {
        Found(Plans.Island with { Every = 0 });
        Pull();
        var asked = Evaluations();
        foreach (var late in asked.AsEnumerable().Reverse().Concat(asked))
        {
            island.Receive(results.Of(late), evaluation, now);
            Settle();
        }

        var scored = world.Written.SelectMany(s => s.Events).OfType<Scored>().Select(s => s.Ticket.Number);
        Assert.Equal([0, 1, 2, 3], scored);
        Assert.Equal(5, world.Written.Count);
    }

    [Fact]
    public void A_result_that_waits_for_its_turn_is_not_asked_for_again()
    {
        Found(Plans.Island with { Every = 0 });
        Pull();
        var asked = Evaluations();
        island.Receive(results.Of(asked[2]), evaluation, now);
        world.TakeAsked();
        Pass(Patience.Tick);
        Assert.Equal([0L, 1, 3], Tickets(world.TakeAsked()));
    }

    [Fact]
    public void The_inbox_never_outgrows_what_was_asked_for()
    {
        Found(Plans.Island with { Every = 2, Lag = 0, Topology = Topology.Full });
        Pull();
        for (var i = 0; i < 100; i++)
        {
            island.Receive(new Wave(i, 1, i % 2 == 0, []), neighbour, now);
            island.Receive(new Wave(i, 77, true, []), neighbour, now);
            island.Receive(new Evaluated(new EvaluationKey($"{i}"), new CanonicalJson("{}"), new Cost($"{i}", 1, "", "")), evaluation, now);
            island.Receive(new SteerIsland(new CommandId($"{i}"), new Steering { Lag = 1 }), run, now);
        }

        Assert.InRange(island.Waiting, 1, 2 + IslandEntity.MostSteers);
    }

    [Fact]
    public void A_step_bears_the_cost_of_its_result()
    {
        Found(Plans.Island);
        Pull();
        Answer(0);
        Assert.Equal("run/run", world.Written[^1].Cost?.TrainedFor);
    }

    [Fact]
    public void An_island_unheard_of_ends_its_life_in_memory_and_not_before()
    {
        Found(Plans.Island);
        Pull();
        Pass(Patience.IdleIsland - Patience.Tick);
        Pull(go: false);
        Pass(Patience.IdleIsland - Patience.Tick);
        Assert.False(world.Passivated);
        Pass(Patience.Tick);
        Assert.True(world.Passivated);
    }

    [Fact]
    [Trait("guarantee", "G6")]
    public void A_snapshot_and_the_rest_of_the_journal_give_the_same_island()
    {
        Found(Plans.Island with { Target = 0.3 });
        Pull();
        Answer(0);
        Steer("a", new Steering { Lag = 1 });
        var snapshot = island.Save();
        Answer(1);
        var copy = Start();
        copy.Load(snapshot);
        foreach (var step in world.Written.Where(s => s.Number > snapshot.Step))
            foreach (var happened in step.Events) copy.Replay(happened, step.Number);
        Assert.Equal(island.Save().State.ToArray(), copy.Save().State.ToArray());
        Assert.Equal(island.Step, copy.Step);
    }
}
