using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class StudyTests
{
    static readonly Recipe Small = new(
        new ClustersSpec(Classes: 4, Dimensions: 8, Points: 300, LabelNoise: 0.2, Separation: 3, TestPoints: 500), new MlpSpec([32]),
        new SgdSpec(0.05, 0.9), Batch: 32, Steps: 120);

    static readonly TrainingOutcome Whole = Train(Small, new Study(3, Points: 8)).Trainings[0];

    static Scored Train(Recipe recipe, Purpose purpose) =>
        Assert.IsType<Scored>(new Trainer().Evaluate(new("-y*log(p)", recipe, 1, 0, purpose), _ => { }, default));

    [Fact]
    public void All_splits_are_scored_whole_and_by_class()
    {
        var study = Whole.Study!;
        Assert.Equal((300, 300, 500), (study.Training.Answers.Total, study.Validation.Answers.Total, study.Test.Answers.Total));
        Assert.Equal(Whole.Validation, study.Validation.Answers);
        Assert.Equal(Whole.ValidationCrossEntropy, study.Validation.CrossEntropy);
        Assert.Equal(Whole.Test, study.Test.Answers);
        foreach (var split in new[] { study.Training, study.Validation, study.Test })
        {
            Assert.Equal(4, split.Classes.Count);
            Assert.Equal(split.Answers, split.Classes.Aggregate(default(Tally), (sum, c) => sum + c.Answers));
            Assert.Equal(split.CrossEntropy, split.Classes.Sum(c => c.CrossEntropy * c.Answers.Total) / split.Answers.Total, 1e-12);
            Assert.InRange(split.TailLoss, split.CrossEntropy, 100);
            Assert.InRange(split.CalibrationError, 0, 1);
            Assert.Null(split.Groups);
        }
    }

    [Fact]
    public void The_curve_goes_from_the_start_to_the_last_step()
    {
        var curve = Whole.Study!.Curve;
        Assert.Equal([0, 15, 30, 45, 60, 75, 90, 105, 120], curve.Select(p => p.Step));
        Assert.Equal(Whole.Study.Validation.Answers, curve[^1].Validation.Answers);
        Assert.Equal(Whole.Study.Test.CrossEntropy, curve[^1].Test.CrossEntropy);
        Assert.InRange(curve[0].Test.CrossEntropy, 1, 2.5);
        Assert.True(curve[^1].Training.CrossEntropy < curve[0].Training.CrossEntropy);
        var target = curve[4].Validation.Answers.Accuracy;
        Assert.Equal(curve.First(p => p.Validation.Answers.Accuracy >= target).Step, Whole.Study.StepsToAccuracy(target));
        Assert.Equal(curve.Max(p => p.Validation.Answers.Correct), Whole.Study.BestPoint.Validation.Answers.Correct);
        Assert.Null(Whole.Study.StepsToAccuracy(1.01));
    }

    [Fact]
    public void Of_equally_right_points_of_the_curve_the_best_has_the_lowest_cross_entropy_and_is_the_last_of_equals()
    {
        CurvePoint Point(int step, int right, double crossEntropy)
        {
            var score = new PortionScore(new(right, 10), crossEntropy);
            return new(step, score, score, score);
        }

        CurvePoint[] curve = [Point(0, 9, 0.9), Point(1, 9, 0.5), Point(2, 8, 0.1), Point(3, 9, 0.5), Point(4, 9, 0.6)];
        Assert.Equal(3, (Whole.Study! with { Curve = curve }).BestPoint.Step);
    }

    [Fact]
    public void Looking_does_not_disturb_the_training()
    {
        var watched = Train(Small, new Study(3, Points: 120, Sample: 10)).Trainings[0].Study!;
        Assert.Equal(121, watched.Curve.Count);
        Assert.All(watched.Curve, p => Assert.Equal((10, 10), (p.Training.Answers.Total, p.Test.Answers.Total)));
        Assert.Equal(Whole.Study!.WeightNorm, watched.WeightNorm);
        Assert.Equal(Whole.Study.Test.TailLoss, watched.Test.TailLoss);
    }

    [Fact]
    public void A_point_of_the_curve_is_what_a_shorter_training_ends_with() => Assert.Equal(
        Train(Small with { Steps = 45 }, new Study(3, Points: 1)).Trainings[0].Study!.Test.Answers, Whole.Study!.Curve[3].Test.Answers);

    [Fact]
    public void Studies_meet_other_draws_than_searches_and_proofs()
    {
        var seeds = Enumerable.Range(0, 20)
            .SelectMany(d => new[] { PairedSeed.ForStudy(1, (ulong)d, 0), PairedSeed.ForProof(1, (ulong)d, 0) })
            .Append(PairedSeed.ForSearch(1, 0)).Select(s => s.Draw);
        Assert.Equal(41, seeds.Distinct().Count());
    }

    [Fact]
    public void The_norm_is_that_of_the_weights()
    {
        var recipe = Small with { Network = new MlpSpec([]), Steps = 1, Optimiser = new SgdSpec(1e-30) };
        var outcome = Train(recipe, new Study(1)).Trainings[0].Study!;
        var seed = PairedSeed.ForStudy(recipe.Seed, 1, 0);
        using var network = Network.Create(recipe.Network, new(8, 1, 1), 4, seed);
        var weights = network.Module.parameters().SelectMany(p => p.ToArray<float>()).ToArray();
        Assert.Equal(36, weights.Length);
        Assert.Equal(Math.Sqrt(weights.Sum(w => (double)w * w)), outcome.WeightNorm, 1e-12);
    }

    [Fact]
    public void A_result_parses_back_to_the_same_text()
    {
        var text = Train(Small, new Study(4, 3)).ToJson();
        Assert.Equal(text, EvaluationResult.Parse(text).ToJson());
    }

    [Theory]
    [InlineData(0, 1000, 0.9, "points is 0")]
    [InlineData(20, 0, 0.9, "sample is 0")]
    [InlineData(20, 1000, 1, "beta is 1")]
    public void A_study_that_makes_no_sense_is_refused(int points, int sample, double beta, string problem)
    {
        var refused = Assert.Throws<FormatException>(() => Train(Small, new Study(0, points, sample, beta)));
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_blows_up_diverges_in_a_study_too() => Assert.IsType<Diverged>(
        new Trainer().Evaluate(new("-y*log(p)", Small.With(1e30), 1, 0, new Study(0)), _ => { }, default));
}
