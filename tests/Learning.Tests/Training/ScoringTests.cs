using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class ScoringTests
{
    // Two classes; a margin m = ln(c/(1 − c)) answers with confidence c.
    static (int Label, int Answer, double Confidence, int Group)[] Cases =>
    [
        (0, 0, 0.90, 0), (0, 0, 0.90, 0), (1, 0, 0.90, 1), (1, 1, 0.60, 1), (0, 1, 0.60, 3),
    ];

    static SplitScore Score(double beta, bool groups = true)
    {
        var samples = new Samples(
            [.. Enumerable.Range(0, 5)], [.. Cases.Select(c => c.Label)], groups ? [.. Cases.Select(c => c.Group)] : null);
        var scoring = new Scoring(samples, 3, beta);
        foreach (var (i, (_, answer, confidence, _)) in Cases.Index())
        {
            float[] logits = [0, 0, -1000];
            logits[answer] = (float)Math.Log(confidence / (1 - confidence));
            scoring.Add(i, logits, answer);
        }

        return scoring.Done();
    }

    [Fact]
    public void Answers_and_losses_are_those_of_each_class_and_group()
    {
        var score = Score(0.9);
        Assert.Equal(new Tally(3, 5), score.Answers);
        Assert.Equal([new(2, 3), new(1, 2), new(0, 0)], score.Classes.Select(c => c.Answers));
        Assert.Equal([new(2, 2), new(1, 2), new(0, 0), new(0, 1)], score.Groups!.Select(g => g.Answers));
        // −ln .9, −ln .1, −ln .6, −ln .4 = .10536, 2.30259, .51083, .91629
        Assert.Equal((2 * 0.105361 + 2.302585 + 0.510826 + 0.916291) / 5, score.CrossEntropy, 1e-5);
        Assert.Equal((2 * 0.105361 + 0.916291) / 3, score.Classes[0].CrossEntropy, 1e-5);
        Assert.Equal(0, score.Classes[2].CrossEntropy);
    }

    [Fact]
    public void Balanced_and_worst_leave_out_what_is_not_there()
    {
        var score = Score(0.9);
        Assert.Equal(0.5, score.WorstClass);
        Assert.Equal((2 / 3.0 + 1 / 2.0) / 2, score.ClassBalanced, 1e-12);
        Assert.Equal(0, score.WorstGroup);
        Assert.Equal((1 + 0.5 + 0) / 3, score.GroupBalanced!.Value, 1e-12);
        Assert.Equal((0.105361 + (2.302585 + 0.510826) / 2 + 0.916291) / 3, score.GroupBalancedLoss!.Value, 1e-5);
        Assert.Null(Score(0.9, groups: false).GroupBalanced);
    }

    [Fact]
    public void Calibration_is_confidence_less_accuracy_by_bin()
    {
        // Bin of .9: three samples, two right, confidence 2.7. Bin of .6 (its upper edge): two samples, one right, confidence 1.2.
        Assert.Equal((Math.Abs(2 - 2.7) + Math.Abs(1 - 1.2)) / 5, Score(0.9).CalibrationError, 1e-6);
    }

    [Fact]
    public void A_bin_ends_with_its_upper_edge()
    {
        // A third is the upper edge of the fifth bin, .36 lies in the sixth.
        var scoring = new Scoring(new([0, 1], [0, 1]), 3, 0.9);
        scoring.Add(0, [1, 1, 1], 0);
        scoring.Add(1, [(float)Math.Log(0.36), (float)Math.Log(0.32), (float)Math.Log(0.32)], 0);
        Assert.Equal((1 - 1 / 3.0 + 0.36) / 2, scoring.Done().CalibrationError, 1e-6);
    }

    [Theory]
    [InlineData(0, 3)] // the mean of 1 … 5
    [InlineData(0.6, 4.5)] // the worst two
    [InlineData(0.5, (5 + 4 + 0.5 * 3) / 2.5)] // two and a half
    [InlineData(0.9, 5)] // half of the worst
    public void The_tail_is_the_mean_of_the_worst(double beta, double expected) =>
        Assert.Equal(expected, Scoring.Tail([3, 1, 5, 2, 4], beta), 1e-12);

    [Fact]
    public void The_tail_is_the_least_of_its_dual()
    {
        var random = new Random(5);
        var losses = Enumerable.Range(0, 37).Select(_ => -Math.Log(random.NextDouble())).ToArray();
        foreach (var beta in new[] { 0.1, 0.5, 0.77, 0.95 })
        {
            // θ + E(ℓ − θ)₊/(1 − β) is least at one of the losses.
            var least = losses.Min(theta => theta + losses.Average(l => Math.Max(0, l - theta)) / (1 - beta));
            Assert.Equal(least, Scoring.Tail(losses, beta), 1e-12);
        }
    }
}
