using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Tests.Genomes;

/// <summary>Published values and formulas of the named losses.</summary>
public class NamedLossTests
{
    static (double Loss, double[] Gradient) Sample(string loss, double[] logits, int target = 0)
    {
        var program = LossProgram.Compile(LossGenome.Parse(loss).Body);
        double[] targets = new double[logits.Length], gradient = new double[logits.Length];
        targets[target] = 1;
        return (new ProgramInterpreter(program, logits.Length).Sample(logits, targets, gradient), gradient);
    }

    static double[] Softmax(double[] logits)
    {
        var powers = logits.Select(ScalarMath.Exp).ToArray();
        return [.. powers.Select(p => p / powers.Sum())];
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0, 10.584755232)]
    [InlineData(double.NegativeInfinity, 1, 10.584755232)]
    [InlineData(0.0, 1, 0.719540125)]
    [InlineData(0.0, 0, 3.306607262)]
    public void Ngl_has_its_published_values_at_an_entry(double logP, double y, double value) =>
        Assert.Equal(value, Evaluator.Value(LossGenome.Parse("ngl").Body, y, logP, 0, classes: 1), 5e-9);

    [Theory]
    [InlineData(2, 4.78865)]
    [InlineData(3, 6.63407)]
    [InlineData(10, 9.42609)]
    [InlineData(100, 10.47292)]
    public void Ngl_has_its_published_loss_at_uniform_predictions(int classes, double value) =>
        Assert.Equal(value, Sample("ngl", new double[classes]).Loss, 5e-6);

    [Theory]
    [InlineData("ngl", 2, 0.5659)]
    [InlineData("ngl", 3, 0.4823)]
    [InlineData("ngl", 10, 0.3910)]
    [InlineData("ngl", 100, 0.3615)]
    [InlineData("ngl", 1000, 0.3587)]
    [InlineData("ngl_scaled", 2, 0.558)]
    [InlineData("ngl_scaled", 3, 0.4587)]
    [InlineData("ngl_scaled", 10, 0.363)]
    [InlineData("ngl_scaled", 100, 0.338)]
    [InlineData("ngl_scaled", 1000, 0.335)]
    public void Ngl_holds_the_true_probability_far_below_one(string loss, int classes, double probability)
    {
        // The gradient changes sign at the minimum along (t, (1 − t)/(C − 1), …).
        double low = 1.0 / classes, high = 0.999;
        while (high - low > 1e-5)
        {
            var t = (low + high) / 2;
            var logits = new double[classes];
            logits[0] = Math.Log(t / ((1 - t) / (classes - 1)));
            if (Sample(loss, logits).Gradient[0] < 0) low = t;
            else high = t;
        }

        Assert.Equal(probability, low, 6e-4);
    }

    [Fact]
    public void The_rooted_loss_damps_cross_entropys_gradient_by_a_root_of_the_probability()
    {
        double[] logits = [0.3, -1.1, 2.0];
        var p = Softmax(logits);
        var (loss, gradient) = Sample("rooted(8, 10)", logits);

        Assert.Equal(10 * (1 - Math.Pow(p[0], 1 / 8.0)), loss, 1e-12);
        for (var c = 0; c < 3; c++)
            Assert.Equal(10 / 8.0 * Math.Pow(p[0], 1 / 8.0) * (p[c] - (c == 0 ? 1 : 0)), gradient[c], 1e-12);
    }

    [Theory]
    [InlineData(2.5)]
    [InlineData(-7)]
    public void The_inverse_rooted_loss_of_two_logits_is_the_binary_one_of_their_margin(double margin)
    {
        var (loss, gradient) = Sample("rooted_inverse(3)", [margin, 0]);

        Assert.Equal(3 * Math.Pow(1 + Math.Exp(-margin), 1 / 3.0), loss, 1e-12 * loss);
        Assert.Equal(-Math.Pow(1 + Math.Exp(-margin), 1 / 3.0) / (1 + Math.Exp(margin)), gradient[0], 1e-12 * loss);
    }

    [Fact]
    public void The_other_losses_are_their_formulas()
    {
        double[] logits = [0.3, -1.1, 2.0];
        var p = Softmax(logits);
        double ce = -Math.Log(p[1]), q = 0.7;

        Check("ce", ce);
        Check("focal", Math.Pow(1 - p[1], 2) * ce);
        Check("focal(3, 0.25)", 0.25 * Math.Pow(1 - p[1], 3) * ce);
        Check("gce", (1 - Math.Pow(p[1], q)) / q);
        Check("sce", 0.1 * ce + 4 * (1 - p[1]));
        Check("mae", 2 * (1 - p[1]));
        Check("mse", Math.Pow(p[0], 2) + Math.Pow(1 - p[1], 2) + Math.Pow(p[2], 2));
        Check("label_smoothing", 0.9 * ce - 0.1 / 3 * p.Sum(Math.Log));
        Check("poly1", ce + 1 - p[1]);
        Check("baikal", (1 / p[1] - p.Sum(Math.Log)) / 3);

        void Check(string loss, double value) => Assert.Equal(value, Sample(loss, logits, target: 1).Loss, 1e-12);
    }
}
