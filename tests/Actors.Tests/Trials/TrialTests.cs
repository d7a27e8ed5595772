using LossActors.Actors.Entities;
using LossActors.Actors.Evaluations;
using LossActors.Actors.Tests.Scripted;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Trials;

public sealed class TrialTests
{
    [Fact]
    public void The_entrant_with_the_most_right_answers_is_best()
    {
        var trial = Filled(
            TrialStage.Tuning, [[Results.Validated(50), Results.Validated(50)], [Results.Validated(60), Results.Validated(50)],
                [Results.Validated(50), Results.Validated(60)], [Results.Validated(99), Results.Diverged]]);
        Assert.Equal((1, 2), trial.BestByValidation([0, 1, 2, 3]));
        Assert.Equal((2, 1), trial.BestByValidation([2, 3]));
    }

    [Fact]
    public void Of_equally_right_entrants_the_lower_cross_entropy_is_best_and_of_equals_the_first()
    {
        var trial = Filled(
            TrialStage.Tuning,
            [
                [Results.Validated(50, 1), Results.Validated(60, 1)], [Results.Validated(60, 0.2), Results.Validated(50, 1.6)],
                [Results.Validated(55, 1.5), Results.Validated(55, 0.5)], [Results.Validated(55, 0.5), Results.Validated(55, 1.5)],
                [Results.Validated(10, 0.1), Results.Diverged],
            ]);
        Assert.Equal((1, 4), trial.BestByValidation([0, 1, 2, 3, 4]));
        Assert.Equal((2, 2), trial.BestByValidation([2, 3]));
    }

    [Fact]
    public void Of_entrants_equally_right_at_their_best_stops_the_lower_cross_entropy_there_is_best()
    {
        var trial = Filled(
            TrialStage.Selection,
            [
                [Results.Stopped(stop: 0, [(90, 0.8), (80, 0.1)])], [Results.Stopped(stop: 1, [(80, 0.1), (90, 0.7)])],
                [Results.Proved(90, bestStop: 90)],
            ]);
        Assert.Equal((1, 3), trial.BestByValidation([0, 1, 2], atBestStop: true));
    }

    [Fact]
    public void The_best_stop_may_pick_another_entrant_than_the_last_step()
    {
        var trial = Filled(TrialStage.Selection, [[Results.Proved(70, bestStop: 71)], [Results.Proved(60, bestStop: 90)]]);
        Assert.Equal(0, trial.BestByValidation([0, 1]).Entrant);
        Assert.Equal(1, trial.BestByValidation([0, 1], atBestStop: true).Entrant);
    }

    [Fact]
    public void Tickets_go_draw_by_draw_so_that_a_trial_cut_short_has_whole_pairs()
    {
        var asked = Questions(Open(TrialStage.Comparison, entrants: 3, draws: 2)).ToList();
        Assert.Equal([7, 8, 9, 10, 11, 12], asked.Select(q => q.Ticket));
        Assert.Equal([0UL, 0, 0, 1, 1, 1], asked.Select(q => ((Study)q.Request.Purpose).Draw));
        Assert.Equal(["p + 1", "p + 2", "p + 3", "p + 1", "p + 2", "p + 3"], asked.Select(q => q.Request.Genome));
    }

    [Fact]
    public void Measurements_of_a_tuning_are_repeats_of_a_search_and_draws_of_a_proof_are_fresh()
    {
        Assert.Equal(
            [(0, new Search()), (1, new Search())],
            Questions(Open(TrialStage.Tuning, 1, 2)).Select(q => (q.Request.Repeat, (Search)q.Request.Purpose)));
        Assert.Equal(
            [(0, new Proof(0)), (0, new Proof(1))],
            Questions(Open(TrialStage.Proof, 1, 2)).Select(q => (q.Request.Repeat, (Proof)q.Request.Purpose)));
    }

    [Fact]
    public void Equal_evaluations_are_asked_for_once_and_answer_all_their_tickets()
    {
        var same = new Entrant("a", "p", Plans.Recipe);
        var trial = Trial.Of(new TrialPlan(TrialStage.Proof, [same, same with { Name = "b" }], [0], 5), new RunId("run"), "class");
        var question = Assert.Single(Questions(trial));
        Assert.Equal([5, 6], trial.TicketsOf(question.Key));
        Assert.Empty(trial.TicketsOf(new EvaluationKey("another")));
        Assert.Empty(trial.With(5, new("{}")).TicketsOf(question.Key).Except([6]));
    }

    [Fact]
    public void What_is_answered_is_asked_no_more_and_the_rest_moves_up()
    {
        var trial = Open(TrialStage.Proof, entrants: 1, draws: Trial.MostAsked + 1);
        var all = Questions(trial).ToList();
        Assert.Equal(Trial.MostAsked, all.Count);
        var after = Questions(trial.With(7, new("{}"))).ToList();
        Assert.Equal(Trial.MostAsked, after.Count);
        Assert.Equal((8, 7 + Trial.MostAsked), (after[0].Ticket, after[^1].Ticket));
    }

    [Fact]
    public void A_trial_of_nothing_is_complete() => Assert.True(Open(TrialStage.Proof, 2, 0).Complete);

    internal static Trial Filled(TrialStage stage, EvaluationResult?[][] results, Func<int, string>? name = null)
    {
        var entrants = results.Select((_, e) => new Entrant(name?.Invoke(e) ?? $"entrant {e}", $"p + {e + 1}", Plans.Recipe));
        var plan = new TrialPlan(stage, [.. entrants], [.. Enumerable.Range(0, results[0].Length)], FirstTicket: 7);
        var trial = Trial.Of(plan, new RunId("run"), "class");
        foreach (var (e, ofEntrant) in results.Index())
            foreach (var (d, result) in ofEntrant.Index())
                if (result is not null) trial = trial.With(7 + d * results.Length + e, new CanonicalJson(result.ToJson()));
        return trial;
    }

    static Trial Open(TrialStage stage, int entrants, int draws) =>
        Filled(stage, [.. Enumerable.Repeat(new EvaluationResult?[draws], entrants)]);

    static IEnumerable<Evaluate> Questions(Trial trial) => trial.Open.Select(q => (Evaluate)q.Message);
}
