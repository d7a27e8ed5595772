using System.Collections.Immutable;
using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Kernel;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;

namespace LossActors.FormerActors.Tests.Islands;

/// <summary>One island, step by step.</summary>
public sealed class IslandProtocolTests
{
    readonly IslandDecisions decisions = new(new ScriptedBreeder());
    IslandState state = IslandState.Initial;

    [Fact]
    public void A_founded_island_fills_its_window_with_founders_seeds_first()
    {
        var decision = Found(Plans.Island with { Seeds = ["ce", "ngl"], Window = 3 });

        Assert.Equal([typeof(Founded), typeof(Born), typeof(Born), typeof(Born)], decision.Events.Select(e => e.GetType()));
        Assert.Equal(["ce", "ngl"], decision.Events.OfType<Born>().Take(2).Select(b => b.Genome));
        Assert.Equal(["ticket:0", "ticket:1", "ticket:2"], decision.Asks.Select(a => a.Key));
        Assert.Equal([0L, 1, 2], decision.Asks.Select(a => a.Priority));
    }

    [Fact]
    public void An_island_takes_the_oldest_ticket_though_later_results_are_there()
    {
        Found(Plans.Island);
        Assert.Equal(["ticket:0"], Tickets());
        Score(0);
        Assert.Equal(["ticket:1"], Tickets());
    }

    [Fact]
    public void In_the_order_of_arrival_any_open_ticket_will_do()
    {
        Found(Plans.Island with { ArrivalOrder = true, Window = 3 });
        Score(1);
        Assert.Equal(["ticket:0", "ticket:2", "ticket:3"], Tickets());
    }

    [Fact]
    public void In_the_order_of_arrival_a_wave_is_taken_though_the_window_is_full()
    {
        Found(Plans.Island with { ArrivalOrder = true, Every = 2, Lag = 0, Window = 4 });
        Assert.Equal(4, state.Open.Count);
        Assert.Equal(0, IslandDecisions.Next(state).Waves?.W);
    }

    [Fact]
    public void A_due_wave_is_published_before_the_birth_and_then_waited_for()
    {
        var decision = Found(Plans.Island with { Every = 2, Lag = 0, Window = 4 });

        Assert.Equal([0, 1], decision.Events.OfType<Born>().Select(b => b.Birth));
        Assert.IsType<WavePublished>(decision.Events[^1]);
        var awaiting = IslandDecisions.Next(state);
        Assert.Equal((0, "island/2"), (awaiting.Waves!.W, Assert.Single(awaiting.Waves.Islands)));
        Assert.Empty(awaiting.Keys);
    }

    [Fact]
    public void An_island_without_elites_publishes_an_empty_wave()
    {
        var wave = Assert.Single(Found(Plans.Island with { Every = 1, Lag = 5, Window = 2 }).Waves);
        Assert.Equal((0, false, "[]"), (wave.W, wave.Closed, Encoding.UTF8.GetString(wave.Data.Span)));
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
        Assert.True(Assert.Single(last.Waves).Closed);
        Assert.True(last.Ended);
        Assert.Equal(Awaiting.Nothing, IslandDecisions.Next(state));
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
        var diverged = new ScriptedResults(DivergedPercent: 100).Of(new WorkId(new string('0', 64)), default);
        Take(new MessageInput("ticket:0", IslandDecisions.ResultMessage, diverged));
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
    public void An_island_that_has_scored_up_to_the_stop_does_nothing_more()
    {
        var logic = new IslandLogic(new ScriptedBreeder());
        var run = new RunRecord(new RunId("r"), "r", "", "", null, RunState.Running, StopAt: 1, DateTimeOffset.UnixEpoch);
        Found(Plans.Island);
        Score(0);
        Assert.NotEqual(Awaiting.Nothing, logic.Next(state, run));
        Score(1);
        Assert.Equal(Awaiting.Nothing, logic.Next(state, run));
    }

    [Fact]
    public void Neighbours_are_never_the_island_itself_and_never_twice()
    {
        foreach (var topology in Enum.GetValues<Topology>())
            for (var islands = 1; islands < 7; islands++)
                for (var island = 0; island < islands; island++)
                {
                    var neighbours = topology.Neighbours(island, islands, 0);
                    Assert.DoesNotContain(island, neighbours);
                    Assert.Equal(neighbours.Distinct().Order(), neighbours);
                    Assert.All(neighbours, n => Assert.InRange(n, 0, islands - 1));
                }
    }

    [Fact]
    public void An_event_of_a_newer_decision_version_is_refused()
    {
        var logic = new IslandLogic(new ScriptedBreeder());
        var written = IslandJson.Write(new Founded(Plans.Island with { DecisionVersion = IslandPlan.CurrentDecisionVersion + 1 }));
        Assert.Throws<UnknownEventException>(() => logic.Read(
            new JournalRecord(new ActorId(new RunId("r"), "island/0"), 1, new Term(1), "t", written.Type, written.Version, written.Data,
                DateTimeOffset.UnixEpoch)));
    }

    Decision<IslandEvent> Found(IslandPlan plan) => Take(new MessageInput("found", IslandDecisions.FoundMessage, IslandJson.Bytes(plan)));

    /// <summary>A score that is better the later the ticket.</summary>
    Decision<IslandEvent> Score(int ticket)
    {
        var result = new Learning.Training.Scored([new(new Learning.Training.Tally(50 + ticket, 100), 0.5)], 10, 100);
        return Take(new MessageInput($"ticket:{ticket}", IslandDecisions.ResultMessage, Encoding.UTF8.GetBytes(result.ToJson())));
    }

    Decision<IslandEvent> TakeWave(int w, bool closed, params Individual[] migrants) => Take(new WavesInput(
        w, [.. IslandDecisions.Next(state).Waves!.Islands.Select(i => new WaveOf(i, new(w, closed, IslandJson.Bytes([.. migrants]))))]));

    Decision<IslandEvent> Take(Input input)
    {
        var decision = decisions.Decide(state, input);
        state = decision.Events.Aggregate(state, IslandFold.Apply);
        return decision;
    }

    IEnumerable<string> Tickets() => IslandDecisions.Next(state).Keys.Where(k => k.StartsWith("ticket:", StringComparison.Ordinal));

    static Individual Migrant(int island, int birth, string genome) => new(new Origin(island, birth), genome, 3, 0, 1, 90, 100);
}
