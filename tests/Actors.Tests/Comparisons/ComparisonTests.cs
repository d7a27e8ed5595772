using System.Text;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Tests.Scripted;
using LossActors.Actors.Tests.Trials;
using LossActors.Actors.Trials;
using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Comparisons;

public sealed class ComparisonTests
{
    static readonly ComparisonPlan Plan = new()
    {
        Name = "scripted", Draws = 4, TuningMeasurements = 2,
        Entries =
        [
            Entry("ce", "a", "-y*log(p)", 0.01, 0.03), Entry("focal", "a", "-y*square(1 - p)*log(p)", 0.01, 0.03, 0.1),
            Entry("mae", "b", "abs(p - y)"),
        ],
    };

    static readonly ComparisonPlan Untuned = Plan with { Entries = [.. Plan.Entries.Select(e => e with { Candidates = [] })] };

    /// <summary>Four requests, of which two are one, on data in files.</summary>
    static readonly ComparisonPlan Listed = new()
    {
        Name = "scripted", Draws = 0, Entries = [],
        Requests = RequestList.Of(
            from one in ((string, ulong)[])[("ce", 1), ("focal", 2), ("ce", 1), ("mae", 3)]
            let recipe = Plans.Recipe with { Dataset = new CifarSpec("/here", Content: "0") }
            select new EvaluationRequest(one.Item1, recipe, 1, 0, new Study(one.Item2))),
    };

    readonly List<EvaluationRequest> trained = [];

    [Fact]
    public void A_comparison_tunes_then_trains_every_entry_on_every_draw_and_ends()
    {
        var lives = Work(Plan);
        Assert.True(lives.State.HasEnded);
        Assert.Equal(
            ["ComparisonPlanned", "ClassAgreed", "TrainingsAsked", "TrainingsAsked", "ComparisonEnded"],
            lives.Events.Where(e => e is not TrainingAnswered).Select(e => e.GetType().Name));
        Assert.Equal(5 * 2, trained.Count(r => r.Purpose is Search));
        var studied = trained.Where(r => r.Purpose is Study).ToList();
        Assert.Equal(3 * 4, studied.Count);
        Assert.Equal([0UL, 1, 2, 3], studied.Select(r => ((Study)r.Purpose).Draw).Distinct().Order().ToArray());
    }

    [Fact]
    public void Each_entry_trains_at_the_rate_that_validated_best_and_of_equals_at_the_first()
    {
        var lives = Work(Plan, q => Results.At(q.Request, IsBest(q.Request) ? 60 : 50, 0));
        Assert.Equal([0.01, 0.1, 0.01], lives.State.Trainings!.Plan.Entrants.Select(e => e.LearningRate));

        static bool IsBest(EvaluationRequest request) =>
            request.Genome.Contains("square", StringComparison.Ordinal) && request.Recipe.Optimiser.Rate == 0.1;
    }

    [Fact]
    public void A_rate_that_diverges_or_is_condemned_once_does_not_win_by_the_rest()
    {
        var lives = Work(Plan, q => q.Request switch
        {
            { Purpose: Study } => Results.Studied(50),
            { Recipe.Optimiser.Rate: 0.03, Repeat: 0 } => Results.Diverged,
            { Recipe.Optimiser.Rate: 0.1, Repeat: 0 } => Results.Condemned,
            { Recipe.Optimiser.Rate: 0.03 or 0.1 } => Results.Validated(90),
            _ => Results.Validated(50),
        });
        Assert.Equal([0.01, 0.01, 0.01], lives.State.Trainings!.Plan.Entrants.Select(e => e.LearningRate));
    }

    [Fact]
    public void Candidates_that_entries_share_are_trained_once()
    {
        var shared = Plan with { Entries = [.. Plan.Entries.Select(e => e with { Candidates = Plan.Entries[0].Candidates })] };
        var lives = Work(shared, q => Results.At(q.Request, q.Request.Recipe.Optimiser.Rate == 0.03 ? 60 : 50, 0));
        Assert.Equal(2 * 2, trained.Count(r => r.Purpose is Search));
        Assert.All(lives.State.Trainings!.Plan.Entrants, e => Assert.Equal(0.03, e.LearningRate));
        Assert.Equal(["-y*log(p)", "-y*square(1 - p)*log(p)", "abs(p - y)"], lives.State.Trainings.Plan.Entrants.Select(e => e.Genome));
    }

    [Fact]
    public void Whole_draws_have_the_first_tickets()
    {
        var asked = Open(Untuned).Asked.OfType<Evaluate>().OrderBy(q => q.Ticket).Select(q => ((Study)q.Request.Purpose).Draw).ToList();
        Assert.Equal(12, asked.Count);
        Assert.Equal(asked.Order().ToList(), asked);
    }

    [Fact]
    public void Its_trainings_are_told_as_the_plan_says()
    {
        var lives = Open(Untuned with { Curve = new CurvePlan(7, 50, 0.8) });
        Assert.All(
            lives.Asked.OfType<Evaluate>(),
            q => Assert.Equal((7, 50, 0.8), q.Request.Purpose is Study s ? (s.Points, s.Sample, s.Beta) : default));
    }

    [Fact]
    public void The_requests_of_a_plan_are_asked_for_as_they_stand_and_each_once()
    {
        var lives = Work(Listed);
        Assert.True(lives.State.HasEnded);
        Assert.Equal(["ce", "focal", "mae"], trained.Select(r => r.Genome));
        Assert.Equal([1, 2, 3], trained.Select(r => r.Purpose is Study s ? (int)s.Draw : 0));
        Assert.Equal(4, lives.Events.OfType<TrainingAnswered>().Count());
        Assert.Equal([0, 1, 2, 3], lives.Events.OfType<TrainingAnswered>().Select(e => e.Ticket).Order());
        var saved = ComparisonJson.Save(lives.State, 1);
        Assert.Equal(Text(saved), Text(ComparisonJson.Save(ComparisonJson.Load(saved), 1)));
    }

    [Fact]
    public void Other_requests_are_another_founding_and_other_places_of_their_data_are_not()
    {
        var lives = Open(Listed);
        Assert.Equal([new ComparisonFounded(null)], lives.AnswersTo(new FoundComparison(At("/there"), "{}")));
        var fewer = Listed with { Requests = RequestList.Of([Listed.Requests![0]]) };
        Assert.Contains("another plan", ((ComparisonFounded)Assert.Single(lives.AnswersTo(new FoundComparison(fewer, "{}")))).Refusal);

        static ComparisonPlan At(string folder) => Listed with
        {
            Requests = Listed.Requests! with
            {
                Recipes = [.. Listed.Requests.Recipes.Select(r => r with { Dataset = ((CifarSpec)r.Dataset) with { Path = folder } })],
            },
        };
    }

    [Fact]
    public void A_comparison_of_nothing_ends_at_once() => Assert.True(Open(Untuned with { Draws = 0 }).State.HasEnded);

    [Fact]
    [Trait("guarantee", "G4")]
    public void Any_order_of_answers_and_any_deaths_give_the_same_results()
    {
        var calm = Text(Work(Plan).Entity.Save());
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var lives = Open(Plan);
            for (var moves = 0; !lives.State.HasEnded; moves++)
            {
                Assert.True(moves < 5000, $"Comparison {seed} stands still.");
                lives.WritesAtOnce = random.Next(3) > 0;
                var asked = lives.Asked.OfType<Evaluate>().ToList();
                if (random.Next(12) == 0) lives.Start();
                else if (random.Next(6) == 0) lives.Tick();
                else if (asked.Count > 0 && asked[random.Next(asked.Count)] is var q) lives.Receive(Results.To(q, Results.Any(q)));
            }

            Assert.Equal(calm, Text(lives.Start().Entity.Save()));
        }
    }

    [Fact]
    [Trait("guarantee", "G6")]
    public void A_snapshot_of_a_comparison_gives_it_back_at_every_event()
    {
        var (logic, state) = (new ComparisonLogic(), ComparisonState.Initial);
        foreach (var happened in Work(Plan).Events)
        {
            var saved = ComparisonJson.Save(state, 1);
            var loaded = ComparisonJson.Load(saved);
            Assert.Equal(Text(saved), Text(ComparisonJson.Save(loaded, 1)));
            state = logic.Apply(state, happened);
            Assert.Equal(Text(ComparisonJson.Save(state, 2)), Text(ComparisonJson.Save(logic.Apply(loaded, happened), 2)));
        }

        Assert.True(state.HasEnded);
    }

    [Fact]
    public void The_same_founding_again_is_nothing_and_another_is_refused()
    {
        var lives = Open(Plan);
        var events = lives.Events.Count;
        Assert.Equal([new ComparisonFounded(null)], lives.AnswersTo(new FoundComparison(Plan, "{}")));
        // How results are read changes none.
        var reread = Plan with { Reading = new ComparisonReading("focal") };
        Assert.Equal([new ComparisonFounded(null)], lives.AnswersTo(new FoundComparison(reread, "{}")));
        var refused = (ComparisonFounded)Assert.Single(lives.AnswersTo(new FoundComparison(Plan with { Draws = 5 }, "{}")));
        Assert.Contains("another plan", refused.Refusal);
        refused = (ComparisonFounded)Assert.Single(lives.AnswersTo(new FoundComparison(Plan with { Name = "another" }, "{}")));
        Assert.Contains("comparison 'another'", refused.Refusal);
        Assert.Equal(events, lives.Events.Count);
    }

    [Fact]
    public void A_paused_comparison_asks_nothing_until_it_is_continued_and_leaves_memory()
    {
        var lives = Open(Untuned);
        Assert.Equal([new PauseAnswer(true, false)], lives.AnswersTo(new SetPaused(true, 0)));
        lives.Start().Tick();
        Assert.Empty(lives.World.Asked);
        lives.Tick(9);
        Assert.True(lives.World.Passivated);
        lives.Start();
        Assert.Equal([new PauseAnswer(false, false)], lives.AnswersTo(new SetPaused(false, 1)));
        Assert.Equal(12, lives.World.Asked.Count);
        Assert.Equal(2, lives.State.PauseChanges);
    }

    [Fact]
    public void A_comparison_asks_for_a_class_until_it_has_one()
    {
        var lives = Make(Plan.Name).Receive(new FoundComparison(Plan, "{}")).Tick();
        var question = new WhichClass(new ComparisonId("scripted"));
        Assert.Equal([question, question], lives.World.ToDispatcher);
        Assert.Empty(lives.World.Asked);
    }

    static ComparisonEntry Entry(string loss, string network, string genome, params double[] rates)
    {
        var entrant = new Entrant(loss, genome, Plans.Recipe);
        return new(loss, network, entrant, [.. rates.Select(entrant.At)]);
    }

    static Lives<ComparisonState, ComparisonEvent> Make(string name) => new Lives<ComparisonState, ComparisonEvent>(
        world => new ComparisonEntity(new ComparisonId(name), new ComparisonLogic(), world), ComparisonJson.Events).Start();

    static Lives<ComparisonState, ComparisonEvent> Open(ComparisonPlan plan) =>
        Make(plan.Name).Receive(new FoundComparison(plan, "{}")).Receive(new ClassIs("class-1"));

    Lives<ComparisonState, ComparisonEvent> Work(ComparisonPlan plan, Func<Evaluate, EvaluationResult>? train = null)
    {
        var lives = Open(plan);
        while (!lives.State.HasEnded)
        {
            var question = (Evaluate)lives.State.Trial!.Open.First().Message;
            trained.Add(question.Request);
            lives.Receive(Results.To(question, (train ?? Results.Any)(question)));
        }

        return lives;
    }

    static string Text(EntitySnapshot snapshot) => Encoding.UTF8.GetString(snapshot.State.Span);
}
