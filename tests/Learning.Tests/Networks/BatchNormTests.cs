using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Tests.Networks;

public sealed class BatchNormTests
{
    static readonly PairedSeed Seed = PairedSeed.ForSearch(2, 0);

    static readonly Recipe Small = new(
        new ClustersSpec(Classes: 4, Dimensions: 8, Points: 300, LabelNoise: 0.1, Separation: 3), new MlpSpec([32, 32], BatchNorm: true),
        new SgdSpec(0.02, 0.9), Batch: 32, Steps: 100);

    static TrainingRun Run(string genome)
    {
        LaneThread.Enter();
        return new(Small, Seed, DataDraw.From(Small.Dataset, Seed), TrainedLoss.Plan(genome, ScaleDefault.Unit, 4, 100), torch.CPU);
    }

    static Scored Scored(Recipe recipe, Purpose purpose) =>
        Assert.IsType<Scored>(new Trainer().Evaluate(new("-y*log(p)", recipe, 1, 0, purpose), _ => { }, default));

    [Fact]
    public void A_normalised_perceptron_learns_and_repeats()
    {
        var result = Scored(Small, new Proof(1));
        Assert.InRange(result.Test!.Value.Accuracy, 0.9, 1);
        Assert.Equal(result.ToJson(), Scored(Small, new Proof(1)).ToJson());
    }

    [Fact]
    public void Scoring_uses_the_running_statistics_and_leaves_them_alone()
    {
        using var run = Run("-y*log(p)");
        for (var i = 0; i < 10; i++) run.Step();
        var before = run.Weights();
        var draw = DataDraw.From(Small.Dataset, Seed);
        var whole = run.Evaluate(draw.Validation)!.Value;
        Assert.Equal(before, run.Weights());
        var single = Enumerable.Range(0, draw.Validation.Count)
            .Sum(i => run.Evaluate(new([draw.Validation.Rows[i]], [draw.Validation.Labels[i]]))!.Value.CrossEntropy);
        Assert.Equal(whole.CrossEntropy, single, 1e-3);
    }

    [Fact]
    public void The_best_step_brings_back_its_statistics()
    {
        var (study, draw) = Enumerable.Range(0, 20).Select(d => (Scored(Small, new Proof((ulong)d)).Trainings[0], (ulong)d))
            .First(r => r.Item1.BestStop!.Step < 100);
        var stopped = Scored(Small with { Steps = study.BestStop!.Step }, new Proof(draw)).Trainings[0];
        Assert.Equal(stopped.Test, study.BestStop.Test);
    }

    [Fact]
    public void The_running_statistics_of_a_sharpness_step_are_those_of_the_weights_below()
    {
        using var plain = Run("-y*log(p)");
        using var sharp = Run("sam(0.5)[-y*log(p)]");
        plain.Step();
        sharp.Step();
        var (expected, actual) = (plain.Weights(), sharp.Weights());
        Assert.NotEqual(expected[0], actual[0]);
        // Of each of the two normalisations the running mean and variance.
        Assert.Equal(expected[^4..], actual[^4..]);
        Assert.Contains(actual[^1], v => v != 1);
    }

    [Fact]
    public void A_batch_of_one_cannot_be_normalised() => Assert.Contains(
        Small with { Batch = 1 } is var recipe
            ? recipe.Problems()
            : [], p => p.Key == "batch" && p.Problem.Contains("normalises", StringComparison.Ordinal));

    [Fact]
    public void Weights_and_statistics_move_with_the_module_and_are_those_of_PyTorchs_formula()
    {
        using var scope = torch.NewDisposeScope();
        var layer = new BatchNormalisation(3, momentum: 0.5);
        layer.to(torch.float64);
        var input = torch.rand(64, 3, dtype: torch.float64);
        var output = layer.forward(input);
        Assert.Equal(torch.float64, output.dtype);
        for (var k = 0; k < 3; k++)
        {
            double[] column = [.. Enumerable.Range(0, 64).Select(i => input[i, k].item<double>())];
            double[] normalised = [.. Enumerable.Range(0, 64).Select(i => output[i, k].item<double>())];
            var (mean, square) = (column.Average(), column.Select(x => x * x).Average());
            var deviation = Math.Sqrt(square - mean * mean + 1e-5);
            Assert.All(column.Zip(normalised), c => Assert.Equal((c.First - mean) / deviation, c.Second, 1e-9));
            Assert.Equal(0.5 * mean, layer.get_buffer("running_mean")![k].item<double>(), 1e-9);
        }

        layer.eval();
        Assert.NotEqual(output.ToArray<double>(), layer.forward(input).ToArray<double>());
    }
}
