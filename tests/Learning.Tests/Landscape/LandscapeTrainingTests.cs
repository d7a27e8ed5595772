using LossActors.Learning.Data;
using LossActors.Learning.Landscape;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Landscape;

public sealed class LandscapeTrainingTests
{
    static readonly Recipe Spiral = new(new SpiralSpec(Points: 20), new MlpSpec([8]), new SgdSpec(0.5), 60, 40, Scale: ScaleDefault.Raw);
    static readonly PairedSeed Seed = PairedSeed.ForSearch(1, 0);

    [Fact]
    public void Being_watched_changes_nothing_about_a_training()
    {
        using var watched = new LandscapeTraining(Spiral, "dynamical(10, 7)[-y*log(p)]", Seed, new(2));
        var points = watched.Run([0, 10, 40]);

        var scored = (Scored)new Trainer().Evaluate(new("dynamical(10, 7)[-y*log(p)]", Spiral, 1, 0, new Search()), _ => { }, default);

        Assert.Equal([0, 10, 40], points.Select(p => p.Step));
        using var again = new TrainingRun(Spiral, Seed, DataDraw.From(Spiral.Dataset, Seed), watched.Plan, torch.CPU);
        for (var i = 0; i < 40; i++) again.Step();
        Assert.Equal(again.Weights().SelectMany(w => w).Select(w => (double)w), watched.Surface.Weights);
        Assert.Equal(scored.Validation, again.Evaluate(DataDraw.From(Spiral.Dataset, Seed).Validation)!.Value.Tally);
    }

    [Fact]
    public void The_weighted_and_the_static_loss_differ_within_a_period_and_meet_at_its_ends()
    {
        using var watched = new LandscapeTraining(Spiral, "dynamical(10, 7)[-y*log(p)]", Seed, new(2, Tolerance: 1e-10));
        var points = watched.Run([7, 10, 14]);

        Assert.Equal(points[0].StaticLoss, points[0].Loss, 12);
        Assert.Equal(points[0].StaticEigenvalues[0], points[0].Eigenvalues[0], 1e-6);
        Assert.NotEqual(points[1].StaticLoss, points[1].Loss, 1e-4);
        Assert.NotEqual(points[1].StaticEigenvalues[0], points[1].Eigenvalues[0], 1e-3);
    }

    [Fact]
    public void Rises_and_falls_are_those_of_every_step_in_between()
    {
        using var single = new LandscapeTraining(Spiral, "dynamical(10, 7)[-y*log(p)]", Seed, new(1));
        var losses = single.Run(Enumerable.Range(0, 41)).Select(p => p.Loss).ToArray();
        using var coarse = new LandscapeTraining(Spiral, "dynamical(10, 7)[-y*log(p)]", Seed, new(1));
        var points = coarse.Run([0, 20, 40]);

        var changes = losses.Zip(losses.Skip(1), (a, b) => b - a).ToArray();
        Assert.True(double.IsNaN(points[0].LargestRise));
        Assert.Equal((changes[..20].Min(), changes[..20].Max()), (points[1].LargestFall, points[1].LargestRise));
        Assert.Equal((changes[20..].Min(), changes[20..].Max()), (points[2].LargestFall, points[2].LargestRise));
        Assert.True(changes.Max() > 0);
    }

    [Fact]
    public void Gradient_descent_settles_or_leaves_a_quadratic_by_its_limit()
    {
        // Linear regression on one-hot targets: a quadratic, whose one curvature decides.
        double Last(double rate, double momentum, bool nesterov)
        {
            var recipe = Spiral with { Network = new MlpSpec([]), Optimiser = new SgdSpec(rate, momentum, 0, nesterov), Steps = 1000 };
            using var training = new LandscapeTraining(recipe, "raw[square(y - z)]", Seed, new(1, EveryStep: false));
            return training.Run([1000]) is [var end] ? end.Loss : double.PositiveInfinity;
        }

        using var start = new LandscapeTraining(Spiral with { Network = new MlpSpec([]) }, "raw[square(y - z)]", Seed, new(1));
        var sharpness = start.Run([0])[0].Eigenvalues[0];
        foreach (var (momentum, nesterov) in new[] { (0.0, false), (0.9, false), (0.9, true) })
        {
            // The limit is inversely proportional to the rate.
            var rate = StabilityLimit.Of(new SgdSpec(1, momentum, 0, nesterov), 1)!.Value / sharpness;
            Assert.True(Last(0.97 * rate, momentum, nesterov) < 1, $"{momentum} {nesterov} below");
            Assert.True(Last(1.03 * rate, momentum, nesterov) > 10, $"{momentum} {nesterov} above");
        }

        Assert.Null(StabilityLimit.Of(new AdamSpec(0.1), 0.1));
        Assert.Equal(2 / 0.1 - 0.5, StabilityLimit.Of(new SgdSpec(0.1, 0, 0.5), 0.1)!.Value, 12);
    }

    [Fact]
    public void A_learned_threshold_and_a_part_of_the_samples_are_taken_over()
    {
        using var training = new LandscapeTraining(Spiral, "cvar(0.5, learned)[-y*log(p)]", Seed, new(1, MostSamples: 30));
        var points = training.Run([0, 40]);

        Assert.Equal(30, training.Samples.Count);
        Assert.True(points[1].Loss < points[0].Loss, $"{points[0].Loss} to {points[1].Loss}");
    }
}
