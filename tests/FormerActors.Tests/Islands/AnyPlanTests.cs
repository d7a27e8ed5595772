using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Tests.Scripted;

namespace LossActors.FormerActors.Tests.Islands;

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
        var alone = new IslandsAlone(
            [.. Plans.All(common).Select(p => Plans.Random(random) with { Island = p.Island, Islands = p.Islands, Topology = p.Topology })], seed);
        alone.Run();
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
        var waits = IslandDecisions.Next(state).Waves is not null;
        var founders = state.BirthsScored * 2 < Math.Min(plan.Population, plan.Births) && state.Births >= plan.Population;
        Assert.True(
            state.Open.Count == plan.Window || state.Births == plan.Births || waits || founders, "the window is short for no reason");
    }));

    [Fact]
    public void Each_birth_and_each_ticket_comes_once_and_in_order() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed);
        foreach (var journal in alone.Journals)
        {
            Assert.Equal(Enumerable.Range(0, plan.Births), journal.OfType<Born>().Select(b => b.Birth));
            var issued = journal.Select(e => e switch { Born b => b.Ticket, Promoted p => p.Ticket, Remeasured r => r.Ticket, _ => -1 })
                .Where(t => t >= 0);
            Assert.Equal(Enumerable.Range(0, issued.Count()), issued);
            Assert.Equal(issued, journal.OfType<Scored>().Select(s => s.Ticket));
        }
    });

    [Fact]
    public void Promotions_and_measurements_of_a_loss_are_bounded() => ForAll(seed =>
    {
        var (plan, alone) = Ran(seed);
        foreach (var journal in alone.Journals)
        {
            Assert.All(journal.OfType<Promoted>().CountBy(p => (p.Of, p.Rung)), p => Assert.Equal(1, p.Value));
            Assert.All(journal.OfType<Remeasured>().CountBy(r => r.Of), r => Assert.True(r.Value <= plan.Remeasure));
        }
    });

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
            Assert.True(state.WavesPublished > taken.W);
        }));
        Assert.All(alone.Journals, j => Assert.True(Assert.IsType<WavePublished>(j[^2]).Closed));
        foreach (var (journal, island) in alone.Journals.Select((j, i) => (j, i)))
        {
            var neighbours = plan.Topology.Neighbours(island, plan.Islands, 0);
            var due = plan.Every == 0 ? 0 : Enumerable.Range(0, plan.Births).Count(w => (w + 1) * plan.Every + plan.Lag < plan.Births);
            Assert.Equal(due * neighbours.Count, journal.OfType<WaveTaken>().Count());
        }
    });

    [Fact]
    [Trait("guarantee", "G6")]
    public void A_snapshot_gives_the_state_back_and_the_same_decisions() => ForAll(
        seed =>
        {
            var logic = new IslandLogic(new ScriptedBreeder());
            Ran(seed, watch: (before, input, decision) =>
            {
                var saved = logic.Save(before);
                var loaded = logic.Load(saved);
                Assert.Equal(Text(saved), Text(logic.Save(loaded)));
                Assert.Equal(TextOf(decision), TextOf(logic.Decide(loaded, input)));
            });
        },
        Seeds / 4);

    [Fact]
    [Trait("guarantee", "G6")]
    public void The_journal_alone_gives_the_state() => ForAll(seed =>
    {
        var (_, alone) = Ran(seed);
        foreach (var (journal, state) in alone.Journals.Zip(alone.States))
        {
            var read = journal.Select(IslandJson.Write).Select(e => IslandJson.Read(e.Type, e.Version, e.Data));
            Assert.Equal(Text(IslandJson.Save(state)), Text(IslandJson.Save(read.Aggregate(IslandState.Initial, IslandFold.Apply))));
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
        alone.Run();
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

    static string Text(ReadOnlyMemory<byte> data) => Encoding.UTF8.GetString(data.Span);

    static string TextOf(Decision<IslandEvent> decision) =>
        string.Join('\n', decision.Events.Select(IslandJson.Write).Select(e => Text(e.Data))
        .Concat(decision.Asks.Select(a => $"{a.Key} {a.Work}")).Concat(decision.Waves.Select(w => $"{w.W} {w.Closed} {Text(w.Data)}"))
        .Concat(decision.Messages.Select(m => Text(m.Data))));
}
