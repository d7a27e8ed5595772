using LossActors.Actors.Comparisons.Figures;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Tests.Trials;
using LossActors.Actors.Trials;
using LossActors.Learning.Statistics;
using LossActors.Learning.Training;

namespace LossActors.Actors.Tests.Comparisons;

public sealed class ComparisonTableTests
{
    static readonly Metric TestAccuracy = Metric.All.Single(m => m.Key == Metric.TestAccuracyKey);
    static readonly Metric TestLoss = Metric.All.Single(m => m.Key == "test_loss");

    static ComparisonTable Table(ComparisonReading reading, params (string Loss, string Network, int?[] Right)[] rows)
    {
        var trial = TrialTests.Filled(TrialStage.Comparison, [.. rows.Select(r => r.Right.Select(ResultOf).ToArray())]);
        return ComparisonTable.Of(new ComparisonState
        {
            Plan = new ComparisonPlan
            {
                Name = "t", Draws = rows[0].Right.Length, Reading = reading,
                Entries = [.. rows.Select((r, e) => new ComparisonEntry(r.Loss, r.Network, trial.Plan.Entrants[e], []))],
            },
            Trainings = trial,
        });

        static EvaluationResult? ResultOf(int? right) => right is null ? null : right < 0 ? Results.Diverged : Results.Studied(right.Value);
    }

    [Fact]
    public void Means_deviations_and_intervals_are_those_of_Students_t()
    {
        var row = Table(new(), ("ce", "n", [50, 60, 70, 80])).Rows[0];
        var spread = row[TestAccuracy].Spread!;
        Assert.Equal(0.65, spread.Mean, 1e-12);
        Assert.Equal(0.129099, spread.Deviation!.Value, 1e-6);
        // t of .975 with 3 degrees of freedom is 3.182446.
        Assert.Equal(3.182446 * 0.129099 / 2, spread.Margin!.Value, 1e-6);
        Assert.Null(row[TestAccuracy].AgainstBaseline);
    }

    [Fact]
    public void Pairs_are_by_draw_and_better_is_what_the_metric_says()
    {
        var table = Table(new(), ("ce", "n", [50, 60, 70, 80, 30, 40]), ("x", "n", [51, 62, 73, 84, 30, 39]));
        var accuracy = table.Rows[1][TestAccuracy].AgainstBaseline!;
        Assert.Equal((4, 1, 1), (accuracy.Wins, accuracy.Ties, accuracy.Losses));
        Assert.Equal(0.015, accuracy.Difference.Mean, 1e-12);
        // .01, .02, .03, .04, −.01 in ranks 1.5, 3, 4, 5, 1.5: P(W ≤ 1.5) = 3/32.
        Assert.Equal(6 / 32.0, accuracy.PValue!.Value, 1e-12);
        var loss = table.Rows[1][TestLoss].AgainstBaseline!;
        Assert.Equal((4, 1, 1), (loss.Wins, loss.Ties, loss.Losses));
        Assert.True(loss.Difference.Mean < 0);
    }

    [Fact]
    public void Equal_differences_of_unequal_accuracies_are_ties()
    {
        // .3 − .2 and .2 − .1 are not the same double.
        var pairing = Pairing.Of([0.3, 0.2, 0.4, 0.5, 0.5], [0.2, 0.1, 0.3, 0.6, 0.3], 1, test: true)!;
        Assert.Equal(SignedRank.PValue([1, 1, 1, -1, 2]), pairing.PValue);
    }

    [Fact]
    public void Holms_family_are_the_losses_of_one_network()
    {
        int?[] ce = [50, 50, 50, 50, 50, 50], better = [51, 52, 53, 54, 55, 56], mixed = [49, 51, 50, 52, 49, 50];
        var table = Table(new(), ("ce", "a", ce), ("x", "a", better), ("y", "a", mixed), ("ce", "b", ce), ("x", "b", better));
        Assert.Equal(
            [null, 2 / 64.0, table.Rows[2][TestAccuracy].AgainstBaseline!.PValue, null, 2 / 64.0],
            table.Rows.Select(r => r[TestAccuracy].AgainstBaseline?.PValue));
        Assert.Equal(4 / 64.0, table.Rows[1][TestAccuracy].AgainstBaseline!.Corrected!.Value, 1e-12);
        Assert.Equal(2 / 64.0, table.Rows[4][TestAccuracy].AgainstBaseline!.Corrected!.Value, 1e-12);
    }

    [Fact]
    public void Divergences_and_open_trainings_are_left_out_and_told()
    {
        var table = Table(new(), ("ce", "n", [50, 60, 70, null]), ("x", "n", [51, -1, 71, 99]), ("y", "n", [-1, -1, -1, -1]));
        Assert.Equal([(3, 0), (4, 1), (4, 4)], table.Rows.Select(r => (r.Ended, r.Diverged)));
        Assert.Equal((2, 0), (table.Rows[1][TestAccuracy].AgainstBaseline!.Wins, table.Rows[1][TestAccuracy].AgainstBaseline!.Losses));
        Assert.Equal(3, table.Rows[1][TestAccuracy].Spread!.Count);
        Assert.Null(table.Rows[2][TestAccuracy].Spread);
        Assert.Null(table.Rows[2][TestAccuracy].AgainstBaseline);
    }

    [Fact]
    public void The_target_is_as_said_or_a_share_of_the_baselines_end()
    {
        (string, string, int?[])[] rows = [("ce", "n", [40, 60]), ("x", "n", [47, 48])];
        var auto = Table(new(), rows);
        Assert.Equal(0.95 * 0.5, auto.Rows[1].Target!.Value, 1e-12);
        Assert.Equal([null, 10.0], auto.Rows[1][Metric.StepsToTarget].ByDraw);
        Assert.Equal([10.0, 10.0], Table(new(Target: 0.47), rows).Rows[1][Metric.StepsToTarget].ByDraw);
    }

    [Fact]
    public void Without_a_test_there_are_differences_and_no_p()
    {
        var pairing = Table(new(Test: false), ("ce", "n", [50]), ("x", "n", [60])).Rows[1][TestAccuracy].AgainstBaseline!;
        Assert.Equal((0.1, null, null), (Math.Round(pairing.Difference.Mean, 12), pairing.PValue, pairing.Corrected));
    }

    [Fact]
    public void Another_reading_needs_no_training_again()
    {
        var table = Table(new("x"), ("ce", "n", [50, 60]), ("x", "n", [60, 70]));
        Assert.Equal(-0.1, table.Rows[0][TestAccuracy].AgainstBaseline!.Difference.Mean, 1e-12);
        Assert.Null(table.Rows[1][TestAccuracy].AgainstBaseline);
    }
}
