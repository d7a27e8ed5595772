using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Trials;
using LossActors.Actors.Trials;
using LossActors.Learning.Statistics;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Runs;

public sealed class ProofTableTests
{
    [Fact]
    public void A_finalist_that_diverges_on_a_draw_loses_those_answers()
    {
        var trial = TrialTests.Filled(TrialStage.Selection, [[At(90), Results.Diverged], [At(50), At(50)]]);
        var (ranked, _) = ProofTable.Rank([Loss("brittle"), Loss("sound")], trial);
        Assert.Equal([("sound", 0.5), ("brittle", 0.45)], ranked.Select(f => (f.Search.Genome, f.SelectionAccuracy)));
    }

    [Fact]
    public void Equal_finalists_keep_the_order_of_the_search()
    {
        var trial = TrialTests.Filled(TrialStage.Selection, [[At(50)], [At(50)], [At(49)]]);
        var (ranked, tied) = ProofTable.Rank([Loss("a"), Loss("b"), Loss("c")], trial);
        Assert.Equal(["a", "b", "c"], ranked.Select(f => f.Search.Genome));
        Assert.Equal(2, tied);
    }

    [Fact]
    public void Of_equally_right_finalists_the_lower_cross_entropy_is_first()
    {
        var trial = TrialTests.Filled(TrialStage.Selection, [[Results.Validated(50, 0.7)], [Results.Validated(50, 0.6)]]);
        Assert.Equal(["b", "a"], ProofTable.Rank([Loss("a"), Loss("b")], trial).Ranking.Select(f => f.Search.Genome));
    }

    [Fact]
    public void A_baseline_that_its_tuning_made_worse_gives_way_to_the_better_form()
    {
        string[] names = ["champion", "ce", ProofTable.CrossEntropyAtItsBest];
        RunOutcome Outcome(params EvaluationResult[] tuned) => ProofTable.Outcome(
            StoppedBy.Births, [new Finalist(Loss("champion"), 0.5)],
            TrialTests.Filled(
                TrialStage.Proof, [[At(1, 90), At(1, 90), At(1, 90)], [At(1, 95), At(1, 90), Results.Diverged], tuned], e => names[e]));

        var better = Outcome(Results.Proved(1, 0, 1, 80), Results.Proved(1, 0, 1, 80), Results.Proved(1, 0, 1, 80));
        Assert.Equal((3, null), (better.Rows[2].Wins, better.Rows[2].ComparedWith));

        var untuned = Outcome(Results.Proved(1, 0, 1, 80), Results.Proved(1, 0, 1, 80), Results.Diverged);
        Assert.Equal((0, "ce", 0.8), (untuned.Rows[2].Wins, untuned.Rows[2].ComparedWith, Math.Round(untuned.Rows[2].Test!.Value, 12)));
        Assert.Equal(untuned.Rows[1].PValue, untuned.Rows[2].PValue);

        var atTheEnd = Outcome(Results.Proved(1, 85, 1, 80), Results.Proved(1, 95, 1, 80), Results.Proved(1, 95, 1, 80));
        Assert.Equal((1, "ce at its best rate, at the last step"), (atTheEnd.Rows[2].Wins, atTheEnd.Rows[2].ComparedWith));
    }

    [Fact]
    public void The_table_tells_how_often_several_checkpoints_were_equally_right_and_on_how_many_samples()
    {
        string[] names = ["champion", "ce", ProofTable.CrossEntropyAtItsBest];
        var tuned = new[] { Results.Stopped(1, [(90, 0.8), (90, 0.7), (80, 0.1)]), Results.Stopped(0, [(90, 0.8), (89, 0.7)]) };
        var outcome = ProofTable.Outcome(
            StoppedBy.Births, [new Finalist(Loss("champion"), 0.5)],
            TrialTests.Filled(TrialStage.Proof, [[Results.Diverged, At(1, 90)], [At(1, 95), At(1, 90)], tuned], e => names[e]));
        Assert.Equal([0, 0, 1], outcome.Rows.Select(r => r.TiedStops));
        Assert.Equal(100, outcome.ValidationSamples);
    }

    [Fact]
    public void The_table_pairs_draws_and_leaves_out_those_that_diverged_or_were_condemned()
    {
        var proof = TrialTests.Filled(
            TrialStage.Proof,
            [
                [At(1, 80), At(1, 70), At(1, 60)], [At(1, 70), At(1, 70), Results.Diverged], [At(1, 90), At(1, 90), At(1, 90)],
                [Results.Condemned, At(1, 60), At(1, 60)],
            ]);
        var outcome = ProofTable.Outcome(StoppedBy.Births, [new Finalist(Loss("champion"), 0.5)], proof);

        Assert.Equal(["entrant 0", "entrant 1", "entrant 2", "entrant 3"], outcome.Rows.Select(r => r.Name));
        Assert.Equal([0, 1, 0, 1], outcome.Rows.Select(r => r.Wins));
        Assert.Equal([0, 1, 0, 1], outcome.Rows.Select(r => r.Diverged));
        Assert.Equal([null, 1, 0.25, 1], outcome.Rows.Select(r => r.PValue));
        Assert.Equal([0.7, 0.7, 0.9, 0.6], outcome.Rows.Select(r => Math.Round(r.Test!.Value, 12)));
    }

    [Fact]
    public void Equal_differences_of_unequal_accuracies_are_ties()
    {
        // .3 − .2 and .2 − .1 are not the same double: five pairs, four of them ties against one.
        int[] champion = [30, 20, 40, 50, 50], other = [20, 10, 30, 60, 30];
        var proof = TrialTests.Filled(TrialStage.Proof, [[.. champion.Select(t => At(1, t))], [.. other.Select(t => At(1, t))]]);
        var row = ProofTable.Outcome(StoppedBy.Births, [new Finalist(Loss("c"), 0)], proof).Rows[1];
        Assert.Equal(SignedRank.PValue([1, 1, 1, -1, 2]), row.PValue);
    }

    [Fact]
    public void Cross_entropy_at_its_best_is_told_at_its_best_stop()
    {
        var proof = TrialTests.Filled(
            TrialStage.Proof, [[Results.Proved(50, 60, bestStop: 70, testAtBestStop: 80)]], _ => ProofTable.CrossEntropyAtItsBest);
        var row = Assert.Single(ProofTable.Outcome(StoppedBy.Births, [], proof).Rows);
        Assert.Equal((true, 0.7, 0.8), (row.AtBestStop, row.Validation, row.Test));
    }

    [Fact]
    public void Without_a_champion_nobody_is_compared_with_it()
    {
        var outcome = ProofTable.Outcome(StoppedBy.Births, [], TrialTests.Filled(TrialStage.Proof, [[At(50, 60)], [At(50, 70)]]));
        Assert.Null(outcome.Champion);
        Assert.All(outcome.Rows, r => Assert.Equal((0, null), (r.Wins, r.PValue)));
    }

    static EvaluationResult At(int validation, int test = 0) => Results.Proved(validation, test);

    static Individual Loss(string genome) => new(new Origin(0, 0), genome, 1, 0, 1, 50, 100);
}
