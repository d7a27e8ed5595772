using System.Collections.Immutable;
using System.Text;
using LossActors.Actors.Islands;
using LossActors.Actors.Entities;
using LossActors.Actors.Tests.Scripted;

namespace LossActors.Actors.Tests.Islands;

/// <summary>What holds for every plan. A failing seed is in the message; run it alone with the seed in <c>InlineData</c>.</summary>
public sealed class AnyPlanTests
{
    const int Seeds = 150;

    [Fact]
    public void Every_plan_ends() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed);
        Assert.True(alone.AllEnded, "nobody can move, and not all islands have ended");
        Assert.All(alone.States, s => Assert.Equal((plan.Births, plan.Births), (s.Births, s.BirthsScored)));
    });

    [Fact]
    public void Islands_with_plans_of_their_own_end_together() => ForAll(seed =>
    {
        var random = new Random(seed);
        var common = PlanOf(seed) with { Islands = random.Next(2, 5) };
        var own = Plans.All(common)
            .Select(p => Plans.Random(random) with { Island = p.Island, Islands = p.Islands, Topology = p.Topology });
        var alone = new IslandsAlone([.. own], seed);
        alone.ToTheEnd();
        Assert.True(alone.AllEnded, "nobody can move, and not all islands have ended");
    });

    [Fact]
    public void Every_plan_ends_when_all_losses_diverge() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed, new ScriptedResults(DivergedPercent: 100));
        Assert.True(alone.AllEnded);
        Assert.All(alone.States, s => Assert.Equal((plan.Births, 0), (s.Diverged, s.Population.Count)));
    });

    [Fact]
    public void Every_plan_ends_in_the_order_of_arrival() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed, change: p => p with { ArrivalOrder = true });
        Assert.True(alone.AllEnded);
        Assert.All(alone.States, s => Assert.Equal(plan.Births, s.BirthsScored));
    });

    [Fact]
    [Trait("guarantee", "G8")]
    public void Decisions_do_not_depend_on_the_order_in_which_results_arrive() => ForAll(seed =>
    {
        Assert.Equal(Ran(seed, order: 1).Alone.Log, Ran(seed, order: 2).Alone.Log);
    });

    [Fact]
    public void The_window_is_filled_and_never_exceeded() => ForAll(seed => Ran(seed, watch: (before, _, decision) =>
    {
        var state = before;
        foreach (var happened in decision.Events)
        {
            state = IslandFold.Apply(state, happened);
            Assert.True(state.Open.Count <= state.Plan!.Window);
        }

        var plan = state.Plan!;
        var waits = IslandDecisions.WaveToTake(state) is not null;
        var founders = state.BirthsScored * 2 < Math.Min(plan.Population, plan.Births) && state.Births >= plan.Population;
        Assert.True(
            state.Open.Count == plan.Window || state.Births == plan.Births || waits || founders, "the window is short for no reason");
    }));

    [Fact]
    public void Each_birth_and_each_ticket_comes_once_and_in_order() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed);
        foreach (var journal in Events(alone))
        {
            Assert.Equal(Enumerable.Range(0, plan.Births), journal.OfType<Born>().Select(b => b.Birth));
            var issued = journal
                .Select(e => e switch { Born b => b.Ticket, Promoted p => p.Ticket, Remeasured r => r.Ticket, _ => new Ticket(-1) })
                .Where(t => t.Number >= 0);
            Assert.Equal(Enumerable.Range(0, issued.Count()), issued.Select(t => t.Number));
            Assert.Equal(issued, journal.OfType<Scored>().Select(s => s.Ticket));
        }
    });

    [Fact]
    public void Promotions_and_measurements_of_a_loss_are_bounded() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed);
        foreach (var journal in Events(alone))
        {
            Assert.All(journal.OfType<Promoted>().CountBy(p => (p.Of, p.Rung)), p => Assert.Equal(1, p.Value));
            Assert.All(journal.OfType<Remeasured>().CountBy(r => r.Of), r => Assert.True(r.Value <= plan.Remeasure));
        }
    });

    [Fact]
    public void What_enters_the_hall_of_fame_was_measured_again_and_what_would_enter_was_too() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed, watch: (before, _, decision) => Walk(before, decision, (state, _) => Assert.All(
            state.Hall.Values, i => Assert.Equal((state.LastRung, state.Plan!.Remeasure + 1), (i.Rung, i.Measurements)))));
        Assert.All(alone.States, state => Assert.DoesNotContain(
            state.Population,
            i => i.Origin.Island == state.Plan!.Island && i.Rung == state.LastRung && i.Measurements <= plan.Remeasure
                && HallOfFame.HasRoomFor(state.Hall, i)));
    });

    [Fact]
    public void An_island_names_its_hall_of_fame_and_its_best() => ForAll(seed => Assert.All(
        Ran(seed).Alone.States,
        state =>
        {
            var best = state.Population.Where(i => i.Rung == state.LastRung).Take(state.Plan!.Contenders);
            Assert.Equal(
                state.Hall.Values.Concat(best).Select(i => i.Origin).ToHashSet(), state.Contenders.Select(i => i.Origin).ToHashSet());
        }));

    [Fact]
    public void The_parents_of_a_child_are_in_its_islands_population() => ForAll(seed => Ran(seed, watch: (before, _, decision) =>
        Walk(before, decision, (state, happened) =>
        {
            if (happened is not Born born) return;
            Assert.All(born.Parents, p => Assert.Contains(state.Population, i => i.Origin == p));
            Assert.All(born.Parents.Where(p => p.Island != state.Plan!.Island), p => Assert.True(state.WavesTaken > 0));
        })));

    [Fact]
    public void The_population_keeps_its_size_and_the_worst_retire() => ForAll(seed => Ran(seed, watch: (before, _, decision) =>
    {
        var after = Walk(before, decision, (state, happened) =>
        {
            if (happened is not Retired retired) return;
            Assert.True(state.Population.Count > state.Plan!.Population);
            Assert.Equal(state.Population[^1].Origin, retired.Of);
        });
        Assert.True(after.Population.Count <= after.Plan!.Population);
        Assert.Equal(after.Population.Count, after.Population.DistinctBy(i => i.Origin).Count());
    }));

    [Fact]
    public void A_wave_is_published_at_its_birth_and_before_it_is_taken() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed, watch: (before, _, decision) => Walk(before, decision, (state, happened) =>
        {
            var plan = state.Plan;
            if (happened is WavePublished { Closed: false } published) Assert.Equal((published.W + 1) * plan!.Every, state.Births);
            if (happened is not WaveTaken taken) return;
            Assert.Equal((taken.W + 1) * plan!.Every + plan.Lag, state.Births);
            Assert.True(state.Waves.Count > taken.W);
        }));
        Assert.All(Events(alone), j => Assert.True(Assert.IsType<WavePublished>(j[^2]).Closed));
        foreach (var (journal, island) in Events(alone).Select((j, i) => (j, i)))
        {
            var neighbours = (plan with { Island = island }).Neighbours(0);
            var due = plan.Every == 0 ? 0 : Enumerable.Range(0, plan.Births).Count(w => (w + 1) * plan.Every + plan.Lag < plan.Births);
            Assert.Equal(due * neighbours.Count, journal.OfType<WaveTaken>().Count());
        }
    });

    [Fact]
    [Trait("guarantee", "G6")]
    public void A_snapshot_gives_the_state_back_and_the_same_decisions() => ForAll(
        seed =>
        {
            var logic = new IslandLogic(IslandsAlone.Run, new ScriptedBreeder());
            Ran(seed, change: p => p with { Target = 0.2 }, watch: (before, input, decision) =>
            {
                var saved = IslandJson.Save(before);
                var loaded = IslandJson.Load(new EntitySnapshot(IslandJson.Kind, IslandSnapshot.Format, before.Inputs, saved));
                Assert.Equal(Text(saved), Text(IslandJson.Save(loaded)));
                Assert.Equal(TextOf(decision), TextOf(logic.Decide(loaded, input)));
                Assert.Equal(logic.Outstanding(before), logic.Outstanding(loaded));
            });
        },
        Seeds / 4);

    [Fact]
    [Trait("guarantee", "G6")]
    public void The_journal_alone_gives_the_state() => ForAll(seed =>
    {
        var (_, alone) = Ran(seed);
        foreach (var (journal, state) in Events(alone).Zip(alone.States))
        {
            var codec = IslandJson.Events;
            var read = journal.Select(e => (IslandEvent)codec.Read(e.GetType().Name, codec.Version, codec.Write(e)));
            Assert.Equal(Text(IslandJson.Save(state)), Text(IslandJson.Save(read.Aggregate(IslandState.Initial, IslandFold.Apply))));
        }
    });

    [Fact]
    [Trait("guarantee", "G8")]
    public void Steers_repeated_at_their_places_give_the_same_decisions()
    {
        var taken = 0;
        ForAll(Holds);
        Assert.True(taken > Seeds, "hardly a steer was taken");

        void Holds(int seed)
        {
            var plan = PlanOf(seed) with { Population = 8, Window = 1 + seed % 4, Elites = 2, Every = seed % 7, ArrivalOrder = false };
            var steered = new IslandsAlone(Plans.All(plan), order: 1) { People = Steers }.ToTheEnd();
            var repeated = new IslandsAlone(Plans.All(plan), order: 2, repeated: island => Recorded(steered, island)).ToTheEnd();
            Assert.True(steered.AllEnded);
            Assert.Equal(steered.Log, repeated.Log);
            taken += steered.Journals.Sum(j => j.Count(e => e.Event is CommandTaken));

            static Steering? Steers(Random random, IslandState state) =>
                random.Next(40) == 0 && Change(random) is var change && change.Problem(state.Plan!) is null ? change : null;

            static Steering Change(Random random) => random.Next(6) switch
            {
                0 => new Steering { Parsimony = random.Next(3) },
                1 => new Steering { Population = random.Next(2, 12), Window = 1 },
                2 => new Steering { Window = random.Next(1, 5) },
                3 => new Steering { Topology = (Topology)random.Next(Enum.GetValues<Topology>().Length) },
                4 => new Steering { Every = random.Next(1, 6) },
                _ => new Steering { Lag = random.Next(6) },
            };

            static ImmutableArray<RepeatedSteer> Recorded(IslandsAlone alone, int island) =>
                [.. alone.Journals[island].Select(e => e.Event).OfType<Steered>().Select(s => new RepeatedSteer(s.After, s.Change))];
        }
    }

    [Fact]
    [Trait("guarantee", "G8")]
    public void A_journal_decides_itself_again() => ForAll(seed => Assert.All(
        Ran(seed, change: p => p with { ArrivalOrder = seed % 2 == 0 }).Alone.Journals,
        j => Assert.Null(IslandReplay.Verify(j, new ScriptedBreeder()).Difference)));

    [Fact]
    [Trait("guarantee", "G8")]
    public void The_contenders_as_of_a_stop_are_those_of_the_steps_before_it() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed, change: p => p with { Target = 0.2 });
        foreach (var (journal, state) in alone.Journals.Zip(alone.States))
        {
            for (var stop = 0; stop <= plan.Births; stop++)
            {
                var cut = DecisionLog.Until(journal, stop).Select(e => e.Event).Aggregate(IslandState.Initial, IslandFold.Apply);
                Assert.Equal(cut.Contenders, state.ContendersAt(stop));
            }

            var (before, metAt) = (IslandState.Initial, (int?)null);
            foreach (var step in journal.GroupBy(e => e.Step, e => e.Event))
            {
                var after = step.Aggregate(before, IslandFold.Apply);
                if (after.Hall.Values.Any(i => i.Score <= plan.Target)) metAt ??= before.ScoredThrough + 1;
                before = after;
            }

            Assert.Equal(metAt, state.MetAt);
        }
    });

    static void ForAll(Action<int> holds, int seeds = Seeds)
    {
        for (var seed = 0; seed < seeds; seed++)
        {
            try
            {
                holds(seed);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, {PlanOf(seed)}: {e.Message}", e);
            }
        }
    }

    static IslandPlan PlanOf(int seed) => Plans.Random(new Random(seed));

    static (IslandPlan Plan, IslandsAlone Alone) Ran(
        int seed, ScriptedResults? results = null, int order = 0, Func<IslandPlan, IslandPlan>? change = null,
        Action<IslandState, Input, Decision<IslandEvent>>? watch = null)
    {
        var plan = PlanOf(seed);
        if (change is not null) plan = change(plan);
        var alone = new IslandsAlone(Plans.All(plan), order, results) { Watch = watch };
        alone.ToTheEnd();
        return (plan, alone);
    }

    /// <summary>Shows each event with the state that it meets; returns the state after all.</summary>
    static IslandState Walk(IslandState state, Decision<IslandEvent> decision, Action<IslandState, IslandEvent> look)
    {
        foreach (var happened in decision.Events)
        {
            look(state, happened);
            state = IslandFold.Apply(state, happened);
        }

        return state;
    }

    static IEnumerable<IReadOnlyList<IslandEvent>> Events(IslandsAlone alone) =>
        alone.Journals.Select(j => (IReadOnlyList<IslandEvent>)[.. j.Select(e => e.Event)]);

    static string Text(byte[] data) => Encoding.UTF8.GetString(data);

    static string TextOf(Decision<IslandEvent> decision) => string.Join('\n', decision.Events.Select(e => DecisionLog.Line(0, e)));
}
