using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>Island 0 of a run, as its run, its neighbours and evaluations meet it.</summary>
public sealed class IslandEntityTests
{
    static readonly IslandId Id = new("run", 0);
    readonly ScriptedResults results = new(DivergedPercent: 0);
    readonly ScriptedAsker run = new(), neighbour = new(), evaluation = new();
    ScriptedWorld world = new();
    IslandEntity island;
    TimeSpan now;

    public IslandEntityTests()
    {
        island = Start();
        island.Recovered(now);
    }

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
    public void A_wave_is_told_when_it_is_published_to_who_still_asks()
    {
        var gone = new ScriptedAsker();
        Found(Plans.Island with { Every = 5, Lag = 9 });
        Pull();
        island.Receive(new GetWave(0), gone, now);
        for (var waited = TimeSpan.Zero; waited < Patience.Asker; waited += Patience.Tick)
        {
            Pass(Patience.Tick);
            Pull();
            island.Receive(new GetWave(0), neighbour, now);
        }

        Assert.Empty(neighbour.Answers);
        Answer(0);
        Answer(1);
        Assert.Equal((0, 0, false), Told(neighbour));
        Assert.Empty(gone.Answers);

        island.Receive(new GetWave(0), gone, now);
        Assert.Equal((0, 0, false), Told(gone));
    }

    [Fact]
    public void Published_waves_are_told_for_ever_and_later_ones_are_closed_after_the_end()
    {
        ToTheEnd(Plans.Island with { Births = 8, Every = 3, Lag = 0 });
        island.Receive(new GetWave(9), neighbour, now);
        Assert.Equal((2, 0, true), Told(neighbour));
        Recover();
        for (var w = 0; w < 4; w++)
        {
            island.Receive(new GetWave(w), neighbour, now);
            Assert.Equal((Math.Min(w, 2), 0, w >= 2), Told(neighbour));
        }
    }

    [Fact]
    public void Who_waits_for_a_wave_that_never_comes_is_told_that_it_is_closed()
    {
        Found(Plans.Island with { Births = 8, Every = 3, Lag = 0 });
        island.Receive(new GetWave(5), neighbour, now);
        ToTheEnd(null);
        Assert.Equal((2, 0, true), Told(neighbour));
    }

    [Fact]
    public void A_closed_wave_of_a_neighbour_answers_all_its_later_ones()
    {
        Found(Plans.Island with { Births = 12, Every = 2, Lag = 0 });
        Pull();
        island.Receive(new Wave(0, 2, Closed: true, []), neighbour, now);
        ToTheEnd(null, waves: false);
        var taken = world.Written.SelectMany(s => s.Events).OfType<WaveTaken>().ToList();
        Assert.Equal([0, 1, 2, 3, 4], taken.Select(t => t.W));
        Assert.All(taken, t => Assert.True(t.Closed));
    }

    [Fact]
    public void The_puller_is_answered_at_once_and_once_more_when_the_island_ends()
    {
        Found(Plans.Island with { Births = 2, Window = 2, Every = 0 });
        Pull();
        Assert.Equal(-1, Progress().Through);
        Answer(0);
        Assert.Empty(run.Answers);
        Answer(1);
        Assert.Equal((1, true), (Progress().Through, island.State.Ended));
    }

    [Fact]
    public void The_puller_is_answered_once_more_when_the_island_is_through_the_stop()
    {
        Found(Plans.Island with { Every = 0, Target = 0 });
        Pull(stop: 1);
        Progress();
        Answer(0);
        Assert.Empty(run.Answers);
        Answer(1);
        var told = Progress();
        Assert.Equal((1, 1), (told.Stop, told.Through));
    }

    [Fact]
    public void Progress_tells_the_birth_that_met_the_target_and_the_hall_as_of_the_stop()
    {
        Found(Plans.Island with { Every = 0, Target = 1 });
        Pull();
        Progress();
        Answer(0);
        var met = Progress();
        Assert.Equal((0, 0), (met.MetAt, met.Through));
        var hall = met.Hall;
        for (var ticket = 1; ticket < 12; ticket++) Answer(ticket);

        Pull(stop: 0);
        Assert.Equal(hall, Progress().Hall);
        Pull();
        Assert.NotEqual(hall, Progress().Hall);
    }

    [Fact]
    public void An_island_that_is_not_founded_answers_no_pull()
    {
        Pull();
        Assert.Empty(run.Answers);
        Found(Plans.Island);
        Assert.Equal(4, world.TakeAsked().Count);
    }

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

    IslandEntity Start() => new(Id, new IslandLogic(Id.Run, new ScriptedBreeder()), world);

    /// <summary>This copy ends, and another is made from the journal.</summary>
    void Recover()
    {
        var journal = world.Written;
        world = new ScriptedWorld();
        island = Start();
        foreach (var step in journal)
        {
            foreach (var happened in step.Events) island.Replay(happened, step.Number);
            world.Written.Add(step);
        }

        island.Recovered(now);
    }

    void Found(IslandPlan plan)
    {
        FoundAgain(plan);
        run.Answers.Clear();
    }

    void FoundAgain(IslandPlan plan)
    {
        island.Receive(new FoundIsland(plan, []), run, now);
        Settle();
    }

    void Pull(long step = 1, bool go = true, int? stop = null)
    {
        run.Answers.RemoveAll(a => a is IslandProgress);
        island.Receive(new Pull(step, go, stop), run, now);
        Settle();
    }

    void Steer(string command, Steering change, bool settle = true)
    {
        island.Receive(new SteerIsland(new CommandId(command), change), run, now);
        if (settle) Settle();
    }

    void Pass(TimeSpan time)
    {
        now += time;
        island.Tick(now);
        Settle();
    }

    void Settle() => world.Settle(island, now);

    /// <summary>The result of a ticket comes.</summary>
    void Answer(int ticket)
    {
        island.Receive(results.Of(Evaluations().Single(e => e.Ticket == ticket)), evaluation, now);
        Settle();
    }

    List<Evaluate> Evaluations() =>
        [.. island.State.Open.Select(o => o.Value.Question(island.State.Plan!, "run/run", o.Key))];

    /// <summary>Runs the island to its end, its neighbours' waves all empty.</summary>
    void ToTheEnd(IslandPlan? plan, bool waves = true)
    {
        if (plan is not null) Found(plan);
        Pull();
        while (!island.State.Ended)
        {
            world.TakeAsked();
            Pass(Patience.Tick);
            foreach (var question in world.TakeAsked())
                if (question.Message is Evaluate asked) island.Receive(results.Of(asked), evaluation, now);
                else if (waves && question is { To: IslandId from, Message: GetWave wave })
                    island.Receive(new Wave(wave.W, from.Number, false, []), neighbour, now);
            Settle();
            Pull();
        }
    }

    IslandProgress Progress() => Assert.IsType<IslandProgress>(run.Take());

    static (int W, int From, bool Closed) Told(ScriptedAsker asker) =>
        Assert.IsType<Wave>(asker.Take()) is var wave ? (wave.W, wave.From, wave.Closed) : default;

    static IEnumerable<long> Tickets(IEnumerable<Question> asked) => asked.Select(q => q.Message).OfType<Evaluate>().Select(e => e.Ticket);
}
