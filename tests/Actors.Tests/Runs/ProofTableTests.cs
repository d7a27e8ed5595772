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
        var ranked = ProofTable.Rank([Loss("brittle"), Loss("sound")], trial);
        Assert.Equal([("sound", 0.5), ("brittle", 0.45)], ranked.Select(f => (f.Search.Genome, f.SelectionAccuracy)));
    }

    [Fact]
    public void Equal_finalists_keep_the_order_of_the_search()
    {
        var trial = TrialTests.Filled(TrialStage.Selection, [[At(50)], [At(50)]]);
        Assert.Equal(["a", "b"], ProofTable.Rank([Loss("a"), Loss("b")], trial).Select(f => f.Search.Genome));
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
