using System.Text;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Studies;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.Learning.Training;
using LossActors.FormerPersistence;
using LossActors.FormerPersistence.InMemory;

namespace LossActors.FormerActors.Tests.Studies;

public sealed class StudyTests
{
    static readonly Recipe Recipe = Recipe.Parse(Plans.Recipe.Text);

    static readonly StudyPlan Plan = new()
    {
        Name = "scripted", Draws = 4, TuningMeasurements = 2,
        Entries =
        [
            Entry("ce", "a", "-y*log(p)", 0.01, 0.03), Entry("focal", "a", "-y*square(1 - p)*log(p)", 0.01, 0.03, 0.1),
            Entry("mae", "b", "abs(p - y)"),
        ],
    };

    readonly InMemoryStore store = new();

    static StudyEntry Entry(string loss, string network, string genome, params double[] rates) => new(
        loss, network, Entrant.Of(loss, genome, Recipe), [.. rates.Select(r => Entrant.Of(loss, genome, Recipe.With(r)))]);

    [Fact]
    public async Task A_study_tunes_then_trains_every_entry_on_every_draw_and_ends()
    {
        var script = new ScriptedStudy(store, Plan);
        var study = await script.Work();
        Assert.True(study.Ended);
        Assert.Equal(5 * 2, script.Trained.Count(r => r.Purpose is Search));
        var trained = script.Trained.Where(r => r.Purpose is Study).ToList();
        Assert.Equal(3 * 4, trained.Count);
        Assert.Equal([0UL, 1, 2, 3], trained.Select(r => ((Study)r.Purpose).Draw).Distinct().Order().ToArray());
        Assert.All(await store.Actors(ScriptedStudy.Id), a => Assert.Equal((ActorStatus.Ended, (NodeId?)null), (a.Status, a.Owner)));
        Assert.Equal(RunState.Ended, (await store.GetRun(ScriptedStudy.Id))!.State);
    }

    [Fact]
    public async Task Each_entry_trains_at_the_rate_that_validated_best_and_of_equals_at_the_first()
    {
        var script = new ScriptedStudy(store, Plan)
        {
            Train = r => r.Purpose is Study ? ScriptedStudy.Studied(50) : Validated(r.Genome.Contains("square") && r.Recipe.Optimiser.Rate == 0.1 ? 60 : 50),
        };
        var study = await script.Work();
        Assert.Equal([0.01, 0.1, 0.01], study.Trainings!.Entrants.Select(e => e.LearningRate));
        Assert.Equal([0.01, 0.1, 0.01], study.Trainings.Entrants.Select(e => Recipe.Parse(e.Recipe.Text).Optimiser.Rate));
    }

    [Fact]
    public async Task A_rate_that_diverges_once_does_not_win_by_the_rest()
    {
        var script = new ScriptedStudy(store, Plan)
        {
            Train = r => r.Purpose is Study ? ScriptedStudy.Studied(50)
                : r.Recipe.Optimiser.Rate == 0.03 ? r.Repeat == 0 ? new Diverged(DivergenceReason.Loss, 0, 1, 1, 1) : Validated(90) : Validated(50),
        };
        Assert.Equal(0.01, (await script.Work()).Trainings!.Entrants[0].LearningRate);
    }

    [Fact]
    public async Task Candidates_that_entries_share_are_trained_once()
    {
        var shared = Plan with { Entries = [.. Plan.Entries.Select(e => e with { Candidates = Plan.Entries[0].Candidates })] };
        var script = new ScriptedStudy(store, shared) { Train = r => r.Purpose is Study ? ScriptedStudy.Studied(50) : Validated(r.Recipe.Optimiser.Rate == 0.03 ? 60 : 50) };
        var study = await script.Work();
        Assert.Equal(2 * 2, script.Trained.Count(r => r.Purpose is Search));
        Assert.All(study.Trainings!.Entrants, e => Assert.Equal(0.03, e.LearningRate));
        Assert.Equal(["-y*log(p)", "-y*square(1 - p)*log(p)", "abs(p - y)"], study.Trainings.Entrants.Select(e => e.Genome));
    }

    [Fact]
    public async Task Whole_draws_come_first()
    {
        await new ScriptedStudy(store, Plan with { Entries = [.. Plan.Entries.Select(e => e with { Candidates = [] })] }).Work("first", atMost: 1);
        await store.Leave(new NodeId("first"));
        await store.Join(new NodeInfo(new NodeId("second"), "second", "boot", 1, 1, ""), TimeSpan.FromHours(1));
        var claims = await store.Claim(new NodeId("second"), [Plans.Arithmetic], 100);
        var draws = claims.Select(c => ((Study)EvaluationRequest.Parse(Encoding.UTF8.GetString(c.Request.Span)).Purpose).Draw).ToList();
        Assert.Equal(11, draws.Count);
        Assert.Equal(draws.Order(), draws);
    }

    [Fact, Trait("guarantee", "G6")]
    public async Task Any_order_of_answers_and_any_stops_give_the_same_results()
    {
        var calm = Results(await new ScriptedStudy(new InMemoryStore(), Plan).Work());
        for (var order = 1; order < 8; order++)
        {
            var journal = new InMemoryStore();
            for (var start = 0; start < 5; start++) await new ScriptedStudy(journal, Plan, 10 * order + start).Work($"{start}", atMost: start < 4 ? 3 : int.MaxValue);
            var view = new RunView(journal, (await journal.GetRun(ScriptedStudy.Id))!);
            await view.Refresh();
            Assert.Equal(calm, Results(view.Study!));
        }
    }

    [Fact, Trait("guarantee", "G6")]
    public async Task A_snapshot_of_a_study_gives_it_back_at_every_event()
    {
        await new ScriptedStudy(store, Plan).Work();
        var logic = new StudyLogic();
        var state = logic.Initial;
        await foreach (var record in store.Journal(new ActorId(ScriptedStudy.Id, RunDecisions.Name)))
        {
            var saved = logic.Save(state);
            var loaded = logic.Load(saved);
            Assert.Equal(Text(saved), Text(logic.Save(loaded)));
            var happened = logic.Read(record);
            state = logic.Apply(state, happened);
            Assert.Equal(Text(logic.Save(state)), Text(logic.Save(logic.Apply(loaded, happened))));
        }

        Assert.True(state.Ended);
    }

    static Scored Validated(int right) => new([new(new Tally(right, 100), 0.5)], 10, 100);

    static string Results(StudyProgress study) =>
        $"{study.Ended} {string.Join('\n', study.Trainings!.Entrants)} {string.Join('\n', study.Trainings.Results)} {string.Join('\n', study.Tuning!.Results)}";

    static string Text(ReadOnlyMemory<byte> data) => Encoding.UTF8.GetString(data.Span);
}
