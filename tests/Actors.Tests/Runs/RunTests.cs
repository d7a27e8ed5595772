using System.Text;
using LossActors.Actors.Devices;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Actors.Tests.Trials;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Runs;

public sealed class RunTests
{
    [Fact]
    public void A_run_tunes_searches_selects_proves_and_ends()
    {
        var run = new ScriptedRun().Work();
        Assert.Equal(
            "Planned ClassNamed Tuning Tuned IslandsFounded SearchEnded Selection FinalistsRanked Proof RunEnded",
            string.Join(' ', run.Stages));
        Assert.True(run.Lives.State.HasEnded);
    }

    [Fact]
    public void The_islands_get_the_tuned_rate_and_the_named_class()
    {
        var run = new ScriptedRun
        {
            Train = q => Results.Validated(q.Request.Recipe.Optimiser.Rate == 0.03 ? 60 : 50),
        }.Open().Evaluate();
        var founded = run.Lives.Asked.OfType<FoundIsland>().ToList();
        Assert.Equal([0, 1, 2], founded.Select(f => f.Plan.Island));
        Assert.All(founded, f => Assert.Equal((Plans.Arithmetic, 0.03), (f.Plan.ArithmeticClass, f.Plan.Recipe.Optimiser.Rate)));
        Assert.Equal(0.03, run.Lives.Events.OfType<Tuned>().Single().LearningRate);
    }

    [Fact]
    public void Without_rates_to_try_the_recipe_stands()
    {
        var run = new ScriptedRun(ScriptedRun.Untuned).Work();
        Assert.DoesNotContain(run.Lives.Events, e => e is Tuned or TrialOpened { Trial.Stage: TrialStage.Tuning });
        Assert.All(run.Lives.Asked.OfType<FoundIsland>(), f => Assert.Equal(Plans.Recipe, f.Plan.Recipe));
        Assert.Equal(StoppedBy.Births, run.Outcome.StoppedBy);
    }

    [Fact]
    public void Each_formula_is_a_finalist_once_in_the_order_of_the_search_and_the_best_on_fresh_draws_is_the_champion()
    {
        var plan = ScriptedRun.Untuned with { Proof = ScriptedRun.Plan.Proof with { Finalists = 5 } };
        var run = new ScriptedRun(plan).Work();
        var ended = run.Lives.Events.OfType<SearchEnded>().Single();
        Assert.Equal(["p + 3", "p + 2", "p + 1", "p + 9"], ended.Finalists.Select(f => f.Genome));
        Assert.Equal(new Origin(0, 0), ended.Finalists[^1].Origin);
        var outcome = run.Outcome;
        Assert.Equal(outcome.Finalists.MaxBy(f => f.SelectionAccuracy)!.Search, outcome.Champion);
        Assert.Equal(["champion", "ce", ProofTable.CrossEntropyAtItsBest, "focal"], outcome.Rows.Select(r => r.Name));
        Assert.All(outcome.Rows, r => Assert.Equal(plan.Proof.Draws, r.TestByDraw.Length));
    }

    [Fact]
    public void The_proof_is_drawn_where_the_selection_has_not_been()
    {
        var trials = new ScriptedRun().Work().Lives.Events.OfType<TrialOpened>().Select(t => t.Trial).ToList();
        Assert.Equal([0, 1], trials.Single(t => t.Stage == TrialStage.Selection).Draws);
        Assert.Equal([2, 3, 4], trials.Single(t => t.Stage == TrialStage.Proof).Draws);
    }

    [Fact]
    public void Cross_entropys_best_rate_is_chosen_on_the_selection_draws_at_its_best_stop()
    {
        var run = new ScriptedRun(ScriptedRun.Untuned)
        {
            Train = q => Results.Proved(50, 50, bestStop: q.Request.Recipe.Optimiser.Rate == 0.1 ? 60 : 50),
        }.Work();
        Assert.Equal(0.1, run.Outcome.Rows.Single(r => r.AtBestStop).LearningRate);
    }

    [Fact]
    public void Where_validation_accuracy_ties_a_run_tells_how_many_rates_and_finalists_were_equal()
    {
        var run = new ScriptedRun
        {
            Train = q => q.Request.Purpose is Search
                ? Results.Validated(50, crossEntropy: 1 - q.Request.Recipe.Optimiser.Rate)
                : Results.Stopped(0, [(60, q.Request.Recipe.Optimiser.Rate), (60, 2)]),
        }.Work();
        var tuned = run.Lives.Events.OfType<Tuned>().Single();
        var rates = ScriptedRun.Plan.TunedRates;
        Assert.Equal((rates.Max(), rates.Length), (tuned.LearningRate, tuned.Tied));
        var ties = run.Lives.State.Ties;
        Assert.Equal(new Ties(rates.Length, ScriptedRun.Plan.Proof.Finalists, ScriptedRun.Plan.Proof.Rates.Length), ties);
        Assert.Equal(ScriptedRun.Plan.Proof.Rates.Min(), run.Outcome.Rows.Single(r => r.AtBestStop).LearningRate);
    }

    [Fact]
    public void Entrants_that_are_one_evaluation_are_asked_for_once_and_all_answered()
    {
        // Cross-entropy's best rate is the recipe's own, and so is its training.
        var run = new ScriptedRun(ScriptedRun.Untuned) { Train = q => Results.Proved(50, 50, bestStop: 50) }.Open().EndIslands().Evaluate();
        Assert.Equal(TrialStage.Proof, run.Lives.State.Trial!.Plan.Stage);
        Assert.Equal(4 * 3, run.Lives.State.Trial.Plan.Size);
        Assert.Equal(3 * 3, run.Lives.State.Trial.Open.Count());
        Assert.True(run.Evaluate().Lives.State.HasEnded);
    }

    [Fact]
    public void A_run_whose_losses_all_diverge_ends_without_a_champion()
    {
        var run = new ScriptedRun { Train = _ => Results.Diverged, Contenders = _ => [] }.Work();
        Assert.Null(run.Outcome.Champion);
        Assert.Equal(["ce", ProofTable.CrossEntropyAtItsBest, "focal"], run.Outcome.Rows.Select(r => r.Name));
    }

    [Fact]
    public void A_run_that_proves_nothing_ends_with_its_search()
    {
        var proof = ScriptedRun.Plan.Proof with { SelectionDraws = 0, Draws = 0, Rates = [] };
        var run = new ScriptedRun(ScriptedRun.Untuned with { Proof = proof }).Open().EndIslands();
        Assert.Equal("p + 3", run.Outcome.Champion!.Genome);
    }

    [Fact]
    public void The_run_and_its_islands_ask_under_one_name()
    {
        var run = new ScriptedRun().Open();
        Assert.All(run.Lives.Asked.OfType<Evaluate>(), q => Assert.Equal(new Entities.RunId("scripted").PersistenceId, q.Asker));
    }

    [Fact]
    public void What_an_evaluation_cost_is_told_with_the_step_that_took_it()
    {
        var run = new ScriptedRun().Open();
        run.Lives.WritesAtOnce = false;
        run.Evaluate();
        Assert.Equal(Results.Cost, run.Lives.World.Writing!.Cost);
    }

    [Fact]
    [Trait("guarantee", "G4")]
    public void Any_order_of_answers_doubled_and_with_any_deaths_gives_the_same_outcome()
    {
        var calm = Text(new ScriptedRun().Work().Lives.Entity.Save());
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var run = new ScriptedRun();
            var lives = run.Lives;
            for (var moves = 0; !lives.State.HasEnded; moves++)
            {
                Assert.True(moves < 5000, $"Run {seed} stands still.");
                lives.WritesAtOnce = random.Next(3) > 0;
                switch (random.Next(8))
                {
                    case 0 when random.Next(4) == 0: lives.Start(); break;
                    case 0: lives.Tick(); break;
                    case 1: lives.Receive(ScriptedRun.Founding(ScriptedRun.Plan)); break;
                    case 2: lives.Receive(new ClassIs(Plans.Arithmetic)); break;
                    case 3 when lives.State.IsSearching:
                        var island = random.Next(3);
                        run.Says(island, 23, ended: true, contenders: run.Contenders(island));
                        break;
                    default:
                        var asked = lives.Asked.OfType<Evaluate>().ToList();
                        if (asked.Count > 0 && asked[random.Next(asked.Count)] is var q) lives.Receive(Results.To(q, Results.Any(q)));
                        break;
                }
            }

            Assert.Equal(calm, Text(lives.Start().Entity.Save()));
        }
    }

    [Fact]
    [Trait("guarantee", "G6")]
    public void A_snapshot_of_a_run_gives_it_back_at_every_event()
    {
        var (logic, state) = (new RunLogic(), RunState.Initial);
        var events = new ScriptedRun().Open().Pause().Pause(false).Evaluate().EndIslands().Evaluate().Evaluate().Lives.Events;
        Assert.IsType<RunEnded>(events[^1]);
        foreach (var happened in events)
        {
            var saved = RunJson.Save(state, 1);
            var loaded = RunJson.Load(saved);
            Assert.Equal(Text(saved), Text(RunJson.Save(loaded, 1)));
            state = logic.Apply(state, happened);
            Assert.Equal(Text(RunJson.Save(state, 2)), Text(RunJson.Save(logic.Apply(loaded, happened), 2)));
        }
    }

    [Fact]
    public void A_snapshot_that_is_damaged_or_of_another_format_is_refused()
    {
        var saved = RunJson.Save(RunState.Initial, 1);
        Assert.Throws<Entities.SnapshotException>(() => RunJson.Load(saved with { Format = 99 }));
        Assert.Throws<Entities.SnapshotException>(() => RunJson.Load(saved with { Kind = "island" }));
        Assert.Throws<Entities.SnapshotException>(() => RunJson.Load(saved with { State = "{\"plan\":"u8.ToArray() }));
    }

    static string Text(Entities.EntitySnapshot snapshot) => Encoding.UTF8.GetString(snapshot.State.Span);
}
