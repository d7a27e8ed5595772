using System.Collections.Immutable;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>One island, step by step.</summary>
public sealed class IslandProtocolTests
{
    readonly IslandLogic logic = new("run", new ScriptedBreeder());
    IslandState state = IslandState.Initial;

    [Fact]
    public void A_founded_island_fills_its_window_with_founders_seeds_first()
    {
        var decision = Found(Plans.Island with { Seeds = ["ce", "ngl"], Window = 3 });

        Assert.Equal([typeof(Founded), typeof(Born), typeof(Born), typeof(Born)], decision.Events.Select(e => e.GetType()));
        Assert.Equal(["ce", "ngl"], decision.Events.OfType<Born>().Take(2).Select(b => b.Genome));
        Assert.Equal([0L, 1, 2], Asked().Select(e => e.Ticket));
        Assert.All(Asked(), e => Assert.Equal(("run/run", Plans.Arithmetic), (e.Asker, e.ArithmeticClass)));
    }

    [Fact]
    public void An_island_takes_the_oldest_ticket_though_later_results_are_there()
    {
        Found(Plans.Island);
        var inbox = new Inbox();
        foreach (var later in Asked().Skip(1)) Put(inbox, Result(later));
        Assert.Null(logic.Takes(state, inbox));
        Put(inbox, Result(Asked()[0]));
        Assert.Equal(new Ticket(0), Assert.IsType<ResultTaken>(logic.Takes(state, inbox)).Ticket);
    }

    [Fact]
    public void In_the_order_of_arrival_any_open_ticket_will_do()
    {
        Found(Plans.Island with { ArrivalOrder = true, Window = 3 });
        var inbox = new Inbox();
        Put(inbox, Result(Asked()[2]));
        Put(inbox, Result(Asked()[1]));
        Assert.Equal(new Ticket(2), Assert.IsType<ResultTaken>(logic.Takes(state, inbox)).Ticket);
    }

    [Fact]
    public void In_the_order_of_arrival_a_wave_is_taken_though_the_window_is_full()
    {
        Found(Plans.Island with { ArrivalOrder = true, Every = 2, Lag = 0, Window = 4 });
        Assert.Equal(4, state.Open.Count);
        var inbox = new Inbox();
        Put(inbox, new Wave(0, 2, false, []));
        Assert.Equal(0, Assert.IsType<WavesTaken>(logic.Takes(state, inbox)).W);
    }

    [Fact]
    public void A_due_wave_is_published_before_the_birth_and_then_waited_for()
    {
        var decision = Found(Plans.Island with { Every = 2, Lag = 0, Window = 4 });

        Assert.Equal([0, 1], decision.Events.OfType<Born>().Select(b => b.Birth));
        Assert.IsType<WavePublished>(decision.Events[^1]);
        Assert.Equal(new Question(new IslandId("run", 2), new GetWave(0)), logic.Outstanding(state).Last());
        var inbox = new Inbox();
        foreach (var asked in Asked()) Put(inbox, Result(asked));
        Put(inbox, new SteerIsland(new CommandId("c"), new Steering { Lag = 1 }));
        Assert.Null(logic.Takes(state, inbox));
        Put(inbox, new Wave(0, 2, false, []));
        Assert.IsType<WavesTaken>(logic.Takes(state, inbox));
    }

    [Fact]
    public void An_island_without_elites_publishes_an_empty_wave()
    {
        Found(Plans.Island with { Every = 1, Lag = 5, Window = 2 });
        var wave = state.Published(0);
        Assert.Equal((0, 0, false, 0), (wave!.W, wave.From, wave.Closed, wave.Elites.Length));
        Assert.Null(state.Published(1));
    }

    [Fact]
    public void Migrants_join_the_population_and_twins_stay_out()
    {
        Found(Plans.Island with { Every = 2, Lag = 0, Window = 2, Elites = 2, Births = 10 });
        Score(0);
        var own = state.Population[0];
        ImmutableArray<Individual> migrants = [Migrant(2, 0, "a"), Migrant(2, 1, own.Genome), Migrant(0, 9, "mine")];
        TakeWave(0, closed: false, [.. migrants]);

        Assert.Equal([new Origin(0, own.Origin.Birth), new Origin(2, 0)], state.Population.Select(i => i.Origin).OrderBy(o => o.Island));
        Assert.Equal(1, state.WavesTaken);
    }

    [Fact]
    public void A_closed_wave_counts_as_an_empty_one()
    {
        Found(Plans.Island with { Every = 2, Lag = 0, Window = 2 });
        Score(0);
        var taken = Assert.Single(TakeWave(0, closed: true).Events.OfType<WaveTaken>());
        Assert.Equal((0, 2, true, 0), (taken.W, taken.From, taken.Closed, taken.Migrants.Length));
    }

    [Fact]
    public void The_last_act_of_an_island_closes_its_waves()
    {
        Found(Plans.Island with { Islands = 1, Births = 3, Window = 3 });
        Score(0);
        Score(1);
        var last = Score(2);

        Assert.Equal([typeof(Scored), typeof(WavePublished), typeof(IslandEnded)], last.Events.Select(e => e.GetType()));
        Assert.True(state.Ended);
        Assert.Equal((0, true), (state.Published(7)!.W, state.Published(7)!.Closed));
        Assert.Empty(logic.Outstanding(state));
        Assert.Null(logic.Takes(state, new Inbox()));
    }

    [Fact]
    public void Breeding_starts_when_half_of_the_founders_are_scored()
    {
        Found(Plans.Island with { Population = 4, Window = 6, Births = 10, Every = 0 });
        Assert.Equal(4, state.Births);
        Score(0);
        Assert.Equal(4, state.Births);
        var decision = Score(1);
        Assert.Equal(8, state.Births);
        Assert.All(decision.Events.OfType<Born>(), b => Assert.NotEmpty(b.Parents));
    }

    [Fact]
    public void A_diverged_loss_is_a_scored_birth_and_enters_no_population()
    {
        Found(Plans.Island);
        var diverged = new ScriptedResults(DivergedPercent: 100).Of(Asked()[0]);
        Take(new ResultTaken(new Ticket(0), diverged.Result, diverged.Cost));
        Assert.Equal((1, 1, 0), (state.BirthsScored, state.Diverged, state.Population.Count));
    }

    [Fact]
    public void A_good_loss_is_promoted_before_the_next_birth()
    {
        Found(Plans.Island with { Rungs = [0.5, 1], Eta = 2, Window = 2, Every = 0 });
        Score(0);
        var decision = Score(1);
        Assert.IsType<Promoted>(decision.Events[1]);
        Assert.Equal(1, state.Open[decision.Events.OfType<Promoted>().Single().Ticket].Rung);
    }

    [Fact]
    public void Neighbours_are_never_the_island_itself_and_never_twice()
    {
        foreach (var topology in Enum.GetValues<Topology>())
            for (var islands = 1; islands < 7; islands++)
                for (var island = 0; island < islands; island++)
                {
                    var neighbours = (Plans.Island with { Topology = topology, Islands = islands, Island = island }).Neighbours(0);
                    Assert.DoesNotContain(island, neighbours);
                    Assert.Equal(neighbours.Distinct().Order(), neighbours);
                    Assert.All(neighbours, n => Assert.InRange(n, 0, islands - 1));
                }
    }

    [Fact]
    public void On_a_torus_islands_take_from_the_four_around_them()
    {
        // 0 1 2 3 / 4 5 6 7 / 8 9 10 11
        Assert.Equal([1, 4, 6, 9], Around(Topology.Torus, 5, 12));
        Assert.Equal([1, 3, 4, 8], Around(Topology.Torus, 0, 12));
        Assert.Equal([2, 4], Around(Topology.Torus, 3, 7));
    }

    [Theory]
    [InlineData(Topology.Random, 2)]
    [InlineData(Topology.SmallWorld, 1)]
    public void A_drawn_topology_is_another_for_every_wave_and_the_same_for_a_seed(Topology topology, int taken)
    {
        int[][] waves = [.. Enumerable.Range(0, 40).Select(w => Around(topology, 3, 9, w))];
        Assert.Equal(waves, Enumerable.Range(0, 40).Select(w => Around(topology, 3, 9, w)));
        Assert.All(waves, w => Assert.Equal(taken, w.Length));
        Assert.InRange(waves.Select(w => string.Join(' ', w)).Distinct().Count(), 4, 40);
        if (topology == Topology.SmallWorld) Assert.InRange(waves.Count(w => w[0] == 2), 20, 38);
    }

    static int[] Around(Topology topology, int island, int islands, int w = 0) =>
        [.. (Plans.Island with { Topology = topology, Islands = islands, Island = island }).Neighbours(w)];

    [Fact]
    public void An_island_that_finds_nothing_better_for_long_ends_before_its_births()
    {
        Found(Plans.Island with { Births = 100, Stall = 10, Every = 0, Remeasure = 0, Rungs = [1] });
        var scored = 0;
        // The third is the best, and nothing after it is.
        while (!state.Ended) Score(state.Open.First().Key.Number, scored++ == 2 ? 90 : 50);
        Assert.InRange(state.Births, 13, 13 + state.Plan!.Window);
        Assert.Equal(state.Births, state.BirthsScored);
        Assert.Equal(3, state.ScoredAtBest);
    }

    [Fact]
    public void A_late_best_lets_a_stalled_island_go_on()
    {
        Found(Plans.Island with { Births = 100, Stall = 10, Every = 0, Remeasure = 0, Rungs = [1], Window = 4 });
        while (state.IsBreeding) Score(state.Open.First().Key.Number, 50);
        Assert.NotEmpty(state.Open);
        var births = state.Births;
        Score(state.Open.First().Key.Number, 60);
        Assert.True(state.IsBreeding && state.Births > births);
    }

    [Fact]
    public void An_event_of_a_newer_decision_version_is_refused()
    {
        var newer = new Founded(Plans.Island with { DecisionVersion = IslandPlan.CurrentDecisionVersion + 1 });
        Assert.Throws<UnknownEventException>(() => logic.Apply(IslandState.Initial, newer));
    }

    [Fact]
    public void A_repeated_steer_comes_at_its_place_and_before_a_live_one()
    {
        Found(Plans.Island, new RepeatedSteer(2, new Steering { Parsimony = 2 }), new RepeatedSteer(3, new Steering { Parsimony = 3 }));
        var inbox = new Inbox();
        Put(inbox, Result(Asked()[0]));
        Assert.IsType<ResultTaken>(logic.Takes(state, inbox));
        Score(0);
        Put(inbox, new SteerIsland(new CommandId("live"), new Steering { Parsimony = 9 }));
        foreach (var expected in new[] { 2, 3, 9.0 })
        {
            var steer = Assert.IsType<SteerTaken>(logic.Takes(state, inbox));
            Assert.Equal(expected, steer.Change.Parsimony);
            Take(steer);
        }

        inbox.Keep(fact => logic.IsOfUse(state, fact));
        Assert.IsNotType<SteerTaken>(logic.Takes(state, inbox));
    }

    [Fact]
    public void What_a_steer_needs_beside_its_change_is_on_record_and_not_printed()
    {
        var founding = Found(Plans.Island, new RepeatedSteer(5, new Steering { Lag = 1 }));
        var steer = Take(new SteerTaken(new CommandId("c"), new Steering { Lag = 2 }));
        var unprinted = founding.Events.Concat(steer.Events).Where(e => !e.IsDecision);
        Assert.Equal([typeof(SteersGiven), typeof(CommandTaken)], unprinted.Select(e => e.GetType()));
        Assert.Equal(
            "Steered {'after':1,'change':{'population':null,'window':null,'topology':null,'every':null,'lag':2,'elites':null,"
            + "'tournamentSize':null,'parsimony':null,'crossover':null,'immigration':null}}",
            DecisionLog.Text(steer.Events[0]).Replace('"', '\''));
        Assert.Contains(new CommandId("c"), state.Commands);
    }

    [Fact]
    public void Two_tickets_of_one_loss_take_one_result_each()
    {
        Found(Plans.Island with { Seeds = ["ce", "ce"], Window = 2, Every = 0 });
        Assert.Equal(Asked()[0].Key, Asked()[1].Key);
        var inbox = new Inbox();
        Put(inbox, Result(Asked()[0]));
        for (var ticket = 0; ticket < 2; ticket++)
        {
            var input = Assert.IsType<ResultTaken>(logic.Takes(state, inbox));
            Assert.Equal(new Ticket(ticket), input.Ticket);
            Take(input);
            inbox.Keep(fact => logic.IsOfUse(state, fact));
        }

        Assert.Equal(0, inbox.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("not json")]
    public void A_damaged_snapshot_says_so(string text) => Assert.Throws<SnapshotException>(() =>
        IslandJson.Load(new EntitySnapshot(IslandJson.Kind, IslandSnapshot.Format, 1, System.Text.Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void A_snapshot_of_another_format_is_refused() => Assert.Throws<SnapshotException>(() =>
        IslandJson.Load(new EntitySnapshot(IslandJson.Kind, IslandSnapshot.Format - 1, 1, IslandJson.Save(state))));

    Decision<IslandEvent> Found(IslandPlan plan, params RepeatedSteer[] steers) => Take(new Founding(plan, [.. steers]));

    Decision<IslandEvent> Score(int ticket, int? correct = null) =>
        Take(new ResultTaken(new Ticket(ticket), ResultOf(correct - 50 ?? ticket), null));

    Decision<IslandEvent> TakeWave(int w, bool closed, params Individual[] migrants) =>
        Take(new WavesTaken(w, [new Wave(w, From: 2, closed, closed ? [] : [.. migrants])]));

    Decision<IslandEvent> Take(Input input)
    {
        var decision = logic.Decide(state, input);
        state = decision.Events.Aggregate(state, logic.Apply);
        return decision;
    }

    List<Evaluate> Asked() => [.. logic.Outstanding(state).Select(q => q.Message).OfType<Evaluate>()];

    static Evaluated Result(Evaluate asked) => new(asked.Key, ResultOf((int)asked.Ticket), new Cost(asked.Key.Hash, 1, asked.Asker, "cpu"));

    /// <summary>A score that is better the later the ticket.</summary>
    static CanonicalJson ResultOf(int ticket) =>
        new(new Learning.Training.Scored([new(new Learning.Training.Tally(50 + ticket, 100), 0.5)], 10, 100).ToJson());

    static void Put(Inbox inbox, IMessage fact) => inbox.Add(IslandLogic.NameOf(fact), fact);

    static Individual Migrant(int island, int birth, string genome) => new(new Origin(island, birth), genome, 3, 0, 1, 90, 100);
}
