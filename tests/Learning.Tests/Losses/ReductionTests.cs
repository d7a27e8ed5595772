using LossActors.Genetics.Genomes;
using LossActors.Genetics.Genes.Reductions;
using LossActors.Learning.Losses;
using LossActors.Learning.Losses.Reductions;

namespace LossActors.Learning.Tests.Losses;

public class ReductionTests
{
    static readonly double[] Losses = [0.2, 1.7, 0.9, 3.1, 0.4, 2.2, 1.1];

    public static TheoryData<string> Texts =>
    [
        .. LossKernelTests.Genomes.Select(row => (string)row.Data)
            .Where(text => text.EndsWith("[ce]", StringComparison.Ordinal) && !text.StartsWith("dynamical", StringComparison.Ordinal)),
    ];

    [Theory, MemberData(nameof(Texts))]
    public void Weights_are_the_slopes_of_the_value(string text)
    {
        var reduction = Of(text);
        var weights = new double[Losses.Length];
        var (_, thetaSlope) = reduction.Reduce(Losses, 0.8, weights);
        const double Nudge = 1e-6;

        for (var i = 0; i < Losses.Length; i++) Assert.Equal((At(i, Nudge, 0.8) - At(i, -Nudge, 0.8)) / (2 * Nudge), weights[i], 1e-7);
        Assert.Equal((At(0, 0, 0.8 + Nudge) - At(0, 0, 0.8 - Nudge)) / (2 * Nudge), thetaSlope, 1e-7);

        double At(int entry, double by, double theta)
        {
            var moved = (double[])Losses.Clone();
            moved[entry] += by;
            return reduction.Reduce(moved, theta, new double[moved.Length]).Value;
        }
    }

    [Theory, MemberData(nameof(Texts))]
    public void Libtorchs_form_has_the_same_value_and_weights_with_ties_too(string text)
    {
        using var scope = torch.NewDisposeScope();
        var reduction = Of(text);
        double[][] batches = [Losses, [1.5], [0.7, 0.7, 0.7, 0.7], [0.3, 1.2, 1.2, 1.2, 0.3, 2.5, 2.5], [1, 1]];
        foreach (var losses in batches)
        {
            var weights = new double[losses.Length];
            var (value, thetaSlope) = reduction.Reduce(losses, 0.8, weights);
            var tensor = torch.tensor(losses, [losses.Length], requires_grad: true);
            var theta = reduction.LearnsThreshold ? torch.tensor(0.8, requires_grad: true) : null;

            var found = reduction.Value(tensor, theta);
            found.backward();

            Assert.Equal(value, found.item<double>(), 1e-12 * (1 + Math.Abs(value)));
            Assert.Equal(weights, tensor.grad!.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-9);
            if (theta is not null) Assert.Equal(thetaSlope, theta.grad!.item<double>(), 1e-12);
        }
    }

    [Theory]
    [InlineData(0), InlineData(0.3), InlineData(0.5), InlineData(0.7), InlineData(0.9), InlineData(0.99)]
    public void Cvar_is_the_least_of_its_dual(double beta)
    {
        var least = Losses.Min(theta => theta + Losses.Average(l => Math.Max(l - theta, 0)) / (1 - beta));

        Assert.Equal(least, Value(new ValueAtRisk(beta), Losses), 1e-12);
    }

    [Theory]
    [InlineData(0), InlineData(0.01), InlineData(0.3), InlineData(1), InlineData(2.9), InlineData(3), InlineData(50)]
    public void Chi2_is_the_least_of_its_dual_and_the_largest_loss_for_a_large_radius(double radius)
    {
        double low = -1e4, high = Losses.Max();
        for (var n = 0; n < 300; n++)
        {
            double a = low + (high - low) / 3, b = high - (high - low) / 3;
            if (Dual(a) < Dual(b)) high = b;
            else low = a;
        }

        // At radius 0 the least lies infinitely far away.
        Assert.Equal(Dual(low), Value(new ChiSquare(radius), Losses), radius == 0 ? 1e-3 : 1e-9);
        if (radius >= (Losses.Length - 1) / 2.0) Assert.Equal(Losses.Max(), Value(new ChiSquare(radius), Losses));

        double Dual(double theta) => theta + Math.Sqrt((1 + 2 * radius) * Losses.Average(l => Math.Pow(Math.Max(l - theta, 0), 2)));
    }

    [Theory]
    [InlineData(2), InlineData(-1.5), InlineData(30)]
    public void Tilted_is_its_formula(double gamma) =>
        Assert.Equal(Math.Log(Losses.Average(l => Math.Exp(gamma * l))) / gamma, Value(new Tilted(gamma), Losses), 1e-12);

    [Fact]
    public void Tilted_keeps_its_digits_for_a_small_tilt_and_does_not_overflow_for_large_losses()
    {
        var mean = Losses.Average();
        var variance = Losses.Average(l => (l - mean) * (l - mean));

        Assert.Equal(mean + 1e-9 / 2 * variance, Value(new Tilted(1e-9), Losses), 1e-14);
        Assert.Equal(1e6 - Math.Log(3) / 100, Value(new Tilted(100), [1e6, 5, 5]), 1e-9);
    }

    [Fact]
    public void Soft_ascent_sees_differences_that_the_textbook_form_rounds_to_zero_in_single_precision()
    {
        using var scope = torch.NewDisposeScope();

        var value = SampleReduction.Of(new SoftAscent(0, 1)).Value(torch.tensor([1e-4f]), null);

        Assert.Equal(0.5e-8, value.ToDouble(), 1e-12);
    }

    [Fact]
    public void A_flooded_loss_at_its_threshold_stands_still()
    {
        var weights = new double[2];

        SampleReduction.Of(new Flood(1)).Reduce([0.5, 1.5], 0, weights);

        Assert.All(weights, weight => Assert.Equal(0, weight));
    }

    [Fact]
    public void Concentrated_at_batch_level_is_the_released_code_of_its_authors()
    {
        var found = Value(new Concentrated(Certainty.ValueAtRisk, 0.5, 0.4, perBatch: true), Losses);

        // Their θ stays 0: ρ(mean l/(1 − β) − η) + η.
        var x = 2 * Losses.Average() - 0.4;
        Assert.Equal(Math.Sqrt(x * x + 1) - 1 + 0.4, found, 1e-12);
    }

    [Fact]
    public void Training_the_threshold_of_cvar_finds_the_quantile()
    {
        using var scope = torch.NewDisposeScope();
        using var kernel = new SpanLossKernel<double>(LossPlan.Of(LossGenome.Parse("cvar(0.5, learned)[ce]"), 2, 1));
        var logits = torch.tensor([.. Losses.SelectMany(l => new[] { -Math.Log(Math.Exp(l) - 1), 0.0 })], [7, 2]);
        var targets = torch.zeros([7], torch.int64);
        for (var step = 0; step < 2000; step++)
        {
            kernel.Gradient(logits, targets);
            using (torch.no_grad()) kernel.Threshold!.sub_(kernel.Threshold.grad! * 0.003);
        }

        Assert.Equal(Value(new ValueAtRisk(0.5), Losses), kernel.Value(logits, targets).item<double>(), 1e-2);
        Assert.Equal(1.1, kernel.Threshold!.item<double>(), 1e-2);
    }

    static double Value(Reduction gene, double[] losses) => SampleReduction.Of(gene).Reduce(losses, 0, new double[losses.Length]).Value;

    static SampleReduction Of(string genome) => SampleReduction.Of(LossGenome.Parse(genome).Reduction);
}
