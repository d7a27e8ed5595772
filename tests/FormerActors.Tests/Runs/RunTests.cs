using System.Text;
using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerActors.Tests.Runs;

public sealed class RunTests
{
    readonly InMemoryStore store = new();

    [Fact]
    public async Task A_run_tunes_searches_selects_proves_and_ends()
    {
        await new ScriptedRun(store, Plans.Run).Work();
        var stages = (await Journal()).Select(e => e is TrialOpened t ? $"{t.Stage}" : e.GetType().Name)
            .Where(n => n is not ("Reported" or "Answered"));
        Assert.Equal(
            "Planned ClassNamed Tuning Tuned IslandsFounded SearchEnded Selection FinalistsRanked Proof RunEnded",
            string.Join(' ', stages));
        Assert.Equal(RunState.Ended, (await store.GetRun(ScriptedRun.Id))!.State);
        Assert.All(await store.Actors(ScriptedRun.Id), a => Assert.Equal((ActorStatus.Ended, (NodeId?)null), (a.Status, a.Owner)));
    }

    [Fact]
    public async Task The_islands_get_the_tuned_rate_and_the_named_class()
    {
        await new ScriptedRun(store, Plans.Run).Work();
        var tuned = (await Journal()).OfType<Tuned>().Single();
        await foreach (var record in store.Journal(new ActorId(ScriptedRun.Id, "island/1")))
        {
            var plan = ((Founded)IslandJson.Read(record.Type, record.Version, record.Data)).Plan;
            Assert.Equal((1, Plans.Arithmetic, tuned.Recipe), (plan.Island, plan.ArithmeticClass, plan.Recipe));
            break;
        }
    }

    [Fact]
    public async Task Without_rates_to_try_the_recipe_stands()
    {
        await new ScriptedRun(store, Plans.Run with { TunedRates = [] }).Work();
        Assert.DoesNotContain(await Journal(), e => e is Tuned or TrialOpened { Stage: TrialStage.Tuning });
        Assert.Equal("births", (await Outcome()).StoppedBy);
    }

    [Fact]
    public async Task Each_formula_is_a_finalist_once_and_the_first_is_the_champion()
    {
        var plan = Plans.Run with { Proof = Plans.Run.Proof with { Finalists = 4 } };
        await new ScriptedRun(store, plan).Work();
        var outcome = await Outcome();
        Assert.Equal(4, outcome.Finalists.DistinctBy(f => f.Search.Genome).Count());
        Assert.Equal(outcome.Finalists.MaxBy(f => f.SelectionAccuracy)!.Search, outcome.Champion);
        Assert.Equal(["champion", "ce", Comparison.CrossEntropyAtItsBest, "focal"], outcome.Rows.Select(r => r.Name));
        Assert.All(outcome.Rows, r => Assert.Equal(plan.Proof.Draws, r.TestByDraw.Length));
    }

    [Fact]
    public async Task The_proof_is_drawn_where_the_selection_has_not_been()
    {
        await new ScriptedRun(store, Plans.Run).Work();
        var trials = (await Journal()).OfType<TrialOpened>().ToList();
        Assert.Equal([0, 1], trials.Single(t => t.Stage == TrialStage.Selection).Draws);
        Assert.Equal([2, 3, 4], trials.Single(t => t.Stage == TrialStage.Proof).Draws);
    }

    [Fact]
    public async Task A_run_whose_losses_all_diverge_ends_without_a_champion()
    {
        await new ScriptedRun(store, Plans.Run, results: new ScriptedResults(100)).Work();
        var outcome = await Outcome();
        Assert.Null(outcome.Champion);
        Assert.Equal(["ce", Comparison.CrossEntropyAtItsBest, "focal"], outcome.Rows.Select(r => r.Name));
    }

    [Fact]
    public async Task Messages_that_come_too_late_are_ignored()
    {
        var calm = await new ScriptedRun(new InMemoryStore(), Plans.Run).Work();
        var run = new ScriptedRun(store, Plans.Run);
        await run.Open("node");
        var actor = new ActorId(ScriptedRun.Id, RunDecisions.Name);
        await store.Post(actor, "second", RunDecisions.FoundMessage, RunJson.Bytes(Plans.Run with { Name = "another" }));
        await store.Post(actor, "third", RunDecisions.ClassMessage, "another"u8.ToArray());
        await store.Post(actor, "ticket:99999", IslandDecisions.ResultMessage, "{}"u8.ToArray());
        while ((await store.GetRun(ScriptedRun.Id))!.State != RunState.Ended) await run.Move();

        Assert.Equal(["second", "third", "ticket:99999"], (await Journal()).OfType<Ignored>().Select(i => i.Key));
        Assert.Equal(calm, await ScriptedRun.Digest(store, ScriptedRun.Id, Plans.Run));
    }

    [Fact]
    [Trait("guarantee", "G8")]
    public async Task A_target_stops_every_order_of_work_at_the_same_birth_with_the_same_decisions()
    {
        var stopped = 0;
        for (var seed = 0; seed < 16; seed++)
        {
            var plan = Targeted(seed);
            var digests = new HashSet<string>();
            var stops = new HashSet<int?>();
            for (var order = 0; order < 5; order++)
            {
                var journal = new InMemoryStore();
                digests.Add(await new ScriptedRun(journal, plan, order, nodes: 1 + order % 3).Work());
                stops.Add((await journal.GetRun(ScriptedRun.Id))!.StopAt);
            }

            Assert.Single(stops);
            Assert.True(digests.Count == 1, $"Plan {seed} has {digests.Count} different decision logs.");
            if (stops.Single() is not null) stopped++;
        }

        Assert.InRange(stopped, 8, 16);
    }

    [Fact]
    public async Task A_target_leaves_out_what_was_found_beyond_the_stop()
    {
        var plan = Targeted(3);
        await new ScriptedRun(store, plan).Work();
        var outcome = await Outcome();
        var stop = (await store.GetRun(ScriptedRun.Id))!.StopAt!.Value;
        Assert.Equal("target", outcome.StoppedBy);
        Assert.All(outcome.Finalists, f => Assert.True(f.Search.Origin.Birth <= stop + plan.Islands.Window));
    }

    [Fact]
    public async Task A_run_in_the_order_of_arrival_ends_and_its_islands_trade()
    {
        await new ScriptedRun(store, Plans.Run with { Islands = Plans.Run.Islands with { ArrivalOrder = true } }, nodes: 2).Work();
        Assert.Equal("births", (await Outcome()).StoppedBy);
        for (var island = 0; island < 3; island++)
        {
            var taken = 0;
            await foreach (var record in store.Journal(new ActorId(ScriptedRun.Id, $"island/{island}")))
                if (record.Type == nameof(WaveTaken)) taken++;
            Assert.True(taken > 0, $"Island {island} took no wave.");
        }
    }

    [Fact]
    [Trait("guarantee", "G6")]
    public async Task A_snapshot_of_a_run_gives_it_back_at_every_event()
    {
        await new ScriptedRun(store, Targeted(3) with { TunedRates = [0.01, 0.03] }).Work();
        var logic = new RunLogic();
        var state = logic.Initial;
        foreach (var happened in await Journal())
        {
            var saved = logic.Save(state);
            Assert.Equal(Text(saved), Text(logic.Save(logic.Load(saved))));
            var (a, b) = (logic.Apply(state, happened), logic.Apply(logic.Load(saved), happened));
            Assert.Equal(Text(logic.Save(a)), Text(logic.Save(b)));
            state = a;
        }
    }

    /// <summary>
    /// Waves without lag and promotions that take up the window: when the target is met, a slow island may wait for a wave that a fast
    /// one has not published.
    /// </summary>
    static RunPlan Targeted(int seed)
    {
        var random = new Random(seed);
        var islands = Plans.Random(random) with
        {
            ArithmeticClass = "", Islands = random.Next(2, 4), Births = 30, Population = random.Next(4, 12), Window = random.Next(4, 9),
            Topology = Topology.Ring, Every = random.Next(2, 7), Lag = 0, Elites = 2, Rungs = [0.3, 1], Eta = 2, Remeasure = 1,
            Target = 0.08 + 0.3 * random.NextDouble(),
        };
        return Plans.Run with { Islands = islands, TunedRates = [] };
    }

    async Task<List<RunEvent>> Journal()
    {
        var events = new List<RunEvent>();
        await foreach (var record in store.Journal(new ActorId(ScriptedRun.Id, RunDecisions.Name)))
            events.Add(RunJson.Read(record.Type, record.Version, record.Data));
        return events;
    }

    async Task<RunOutcome> Outcome() => (await Journal()).OfType<RunEnded>().Single().Outcome;

    static string Text(ReadOnlyMemory<byte> data) => Encoding.UTF8.GetString(data.Span);
}
