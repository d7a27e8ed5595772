using LossActors.FormerActors.Islands;
using LossActors.FormerActors.Runs;
using LossActors.FormerActors.Tests.Scripted;
using LossActors.Learning.Training;

namespace LossActors.FormerActors.Tests.Runs;

public sealed class ComparisonTests
{
    [Fact]
    public void The_entrant_with_the_most_right_answers_is_best_and_of_equals_the_first()
    {
        var trial = TrialOf(TrialStage.Tuning, [[At(50), At(50)], [At(60), At(50)], [At(50), At(60)], [At(99), null]]);
        Assert.Equal(1, Comparison.BestByValidation(trial, atBestStop: false));
        Assert.Equal(2, Comparison.BestByValidation(trial, atBestStop: false, from: 2));
    }

    [Fact]
    public void The_best_stop_may_pick_another_entrant_than_the_last_step()
    {
        var trial = TrialOf(TrialStage.Selection, [[At(70, bestStop: 71)], [At(60, bestStop: 90)]]);
        Assert.Equal(0, Comparison.BestByValidation(trial, atBestStop: false));
        Assert.Equal(1, Comparison.BestByValidation(trial, atBestStop: true));
    }

    [Fact]
    public void A_finalist_that_diverges_on_a_draw_loses_those_answers()
    {
        var trial = TrialOf(TrialStage.Selection, [[At(90), null], [At(50), At(50)]]);
        var ranked = Comparison.Rank([Loss("brittle"), Loss("sound")], trial);
        Assert.Equal([("sound", 0.5), ("brittle", 0.45)], ranked.Select(f => (f.Search.Genome, f.SelectionAccuracy)));
    }

    [Fact]
    public void Equal_finalists_keep_the_order_of_the_search()
    {
        var trial = TrialOf(TrialStage.Selection, [[At(50)], [At(50)]]);
        Assert.Equal(["a", "b"], Comparison.Rank([Loss("a"), Loss("b")], trial).Select(f => f.Search.Genome));
    }

    [Fact]
    public void The_table_pairs_draws_and_leaves_out_those_that_diverged()
    {
        var proof = TrialOf(
            TrialStage.Proof,
            [[At(1, 80), At(1, 70), At(1, 60)], [At(1, 70), At(1, 70), null], [At(1, 90), At(1, 90), At(1, 90)]]);
        var outcome = Comparison.Outcome("births", [new Finalist(Loss("champion"), 0.5)], proof);

        Assert.Equal(["entrant 0", "entrant 1", "entrant 2"], outcome.Rows.Select(r => r.Name));
        Assert.Equal([0, 1, 0], outcome.Rows.Select(r => r.Wins));
        Assert.Equal([0, 1, 0], outcome.Rows.Select(r => r.Diverged));
        Assert.Equal([null, 1, 0.25], outcome.Rows.Select(r => r.PValue));
        Assert.Equal([0.7, 0.7, 0.9], outcome.Rows.Select(r => Math.Round(r.Test!.Value, 12)));
    }

    [Fact]
    public void Equal_differences_of_unequal_accuracies_are_ties()
    {
        // .3 − .2 and .2 − .1 are not the same double: five pairs, four of them ties against one.
        var champion = new[] { 30, 20, 40, 50, 50 };
        var other = new[] { 20, 10, 30, 60, 30 };
        var proof = TrialOf(TrialStage.Proof, [[.. champion.Select(t => At(1, t))], [.. other.Select(t => At(1, t))]]);
        var row = Comparison.Outcome("births", [new Finalist(Loss("c"), 0)], proof).Rows[1];
        Assert.Equal(SignedRank.PValue([1, 1, 1, -1, 2]), row.PValue);
    }

    [Fact]
    public void Cross_entropy_at_its_best_is_told_at_its_best_stop()
    {
        var trial = TrialOf(TrialStage.Proof, [[At(50, 60, bestStop: 70, testAtBestStop: 80)]]);
        trial = trial with { Entrants = [trial.Entrants[0] with { Name = Comparison.CrossEntropyAtItsBest }] };
        var row = Assert.Single(Comparison.Outcome("births", [], trial).Rows);
        Assert.Equal((true, 0.7, 0.8), (row.AtBestStop, row.Validation, row.Test));
    }

    [Fact]
    public void Without_a_champion_nobody_is_compared_with_it()
    {
        var outcome = Comparison.Outcome("births", [], TrialOf(TrialStage.Proof, [[At(50, 60)], [At(50, 70)]]));
        Assert.Null(outcome.Champion);
        Assert.All(outcome.Rows, r => Assert.Equal((0, null), (r.Wins, r.PValue)));
    }

    static Trial TrialOf(TrialStage stage, string?[][] results) => new(
        stage, [.. results.Select((_, e) => new Entrant($"entrant {e}", $"genome {e}", Plans.Recipe, 0.01))],
        [.. Enumerable.Range(0, results[0].Length)], 7,
        [.. results.SelectMany(r => r.Select(x => x ?? new Diverged(DivergenceReason.Loss, 0, 1, 1, 1).ToJson()))]);

    static string At(int validation, int test = 0, int bestStop = 0, int testAtBestStop = 0) => new Learning.Training.Scored(
        [new(new Tally(validation, 100), 0.5, new Tally(test, 100),
            new BestStop(1, new Tally(bestStop, 100), new Tally(testAtBestStop, 100)))], 1, 1).ToJson();

    static Individual Loss(string genome) => new(new Origin(0, 0), genome, 1, 0, 1, 50, 100);
}
