using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Training;

public sealed class SharpDroTests
{
    const double Rate = 0.5;

    static readonly PairedSeed Seed = PairedSeed.ForSearch(3, 0);

    static readonly Recipe Linear = new(
        new ClustersSpec(Classes: 3, Dimensions: 4, Points: 60, LabelNoise: 0.2, Separation: 2), new MlpSpec([]), new SgdSpec(Rate),
        Batch: 60, Steps: 7, SharpDro: new(Radius: 0.3, Rate: 0.4));

    static DataDraw Grouped()
    {
        var draw = DataDraw.From(Linear.Dataset, Seed);
        // Unequal groups, and one that no sample is of.
        int[] groups = [.. Enumerable.Range(0, 60).Select(i => i < 40 ? 0 : i < 55 ? 1 : 3)];
        return draw with { Training = draw.Training with { Groups = groups } };
    }

    static TrainingRun Run(DataDraw draw, Recipe? recipe = null, string loss = "ce")
    {
        LaneThread.Enter();
        return new(recipe ?? Linear, Seed, draw, TrainedLoss.Plan(loss, ScaleDefault.Raw, 3, 7), torch.CPU);
    }

    [Fact]
    public void It_trains_as_by_hand()
    {
        var draw = Grouped();
        using var run = Run(draw);
        var hand = new HandTraining(draw, run.Weights());
        double[][] w = hand.Weights;
        double[] q = [0.25, 0.25, 0.25, 0.25];
        var groups = draw.Training.Groups!;
        double[] mean = [.. Enumerable.Repeat(1 / 60.0, 60)];
        for (var step = 0; step < 7; step++)
        {
            var losses = hand.Losses(w, 0);
            for (var s = 0; s < 4; s++)
                if (groups.Contains(s)) q[s] *= Math.Exp(0.4 * losses.Where((_, i) => groups[i] == s).Average());
            q = [.. q.Select(x => x / q.Sum())];
            double[] worst = [.. groups.Select(s => q[s] / groups.Count(g => g == s))];
            var g = hand.Gradient(w, mean, 0);
            var norm = Math.Sqrt(g.Sum(row => row.Sum(x => x * x)));
            var above = Zip(w, g, (v, x) => v + 0.3 * x / (norm + 1e-12));
            var total = Zip(Zip(g, hand.Gradient(above, worst, 0), (a, b) => a + b), hand.Gradient(w, worst, 0), (a, b) => a - b);
            w = Zip(w, total, (v, x) => v - Rate * x);
            Assert.Null(run.Step());
        }

        var expected = w.SelectMany(row => row[..^1]).Concat(w.Select(row => row[^1]));
        Assert.Equal(expected, run.Weights().SelectMany(x => x).Select(x => (double)x), (a, b) => Math.Abs(a - b) < 2e-5);

        static double[][] Zip(double[][] a, double[][] b, Func<double, double, double> f) => [.. a.Zip(b, (x, y) => x.Zip(y, f).ToArray())];
    }

    [Fact]
    public void Weights_rise_for_groups_of_high_loss_and_stay_in_order_for_absent_ones()
    {
        var weights = new GroupWeights(3, rate: 0.01);

        var shares = weights.Take([0, 0, 1], [1, 3, 50]);

        Assert.Equal(1, weights.Weights.Sum(), 1e-12);
        Assert.Equal(Math.Exp(0.5) / Math.Exp(0.02), weights.Weights[1] / weights.Weights[0], 1e-12);
        Assert.Equal(Math.Exp(-0.02), weights.Weights[2] / weights.Weights[0], 1e-12);
        Assert.Equal([weights.Weights[0] / 2, weights.Weights[0] / 2, weights.Weights[1]], shares);
    }

    [Fact]
    public void Data_without_groups_and_losses_with_genes_are_refused()
    {
        Assert.Contains("the data have none", Assert.Throws<FormatException>(() => Run(DataDraw.From(Linear.Dataset, Seed))).Message);
        Assert.Contains("leave out one", Assert.Throws<FormatException>(() => Run(Grouped(), loss: "sam(0.1)[ce]")).Message);
        var refused = Assert.Throws<FormatException>(() => Recipe.Parse((Linear with { SharpDro = new(0) }).ToJson()));
        Assert.Contains("sharp-dro.radius is 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recipe_without_it_keeps_its_text_and_one_with_it_reads_back()
    {
        Assert.DoesNotContain("sharp-dro", (Linear with { SharpDro = null }).ToJson(), StringComparison.Ordinal);
        Assert.Equal(Linear, Recipe.Parse(Linear.ToJson()));
    }

    [Fact]
    public void Batches_learn_groups_of_their_own()
    {
        var recipe = Linear with { Batch = 16, Optimiser = new SgdSpec(0.05, 0.9), Network = new MlpSpec([16], BatchNorm: true) };
        var draw = Grouped();
        using var run = Run(draw, recipe);
        var before = run.Evaluate(draw.Training)!.Value.CrossEntropy;
        for (var step = 0; step < 60; step++) Assert.Null(run.Step());
        Assert.True(run.Evaluate(draw.Training)!.Value.CrossEntropy < 0.8 * before);
    }
}
