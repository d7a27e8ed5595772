using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Tests.Genomes;

/// <summary>What is proven of the rooted logistic objective (arXiv 2310.03890): convexity and limits. Margins are logits (z, 0).</summary>
public class RootedLossTests
{
    static readonly double[] Margins = [.. Enumerable.Range(-16, 33).Select(i => i / 2.0)];

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(10), InlineData(64)]
    public void The_binary_loss_is_strictly_convex_and_curves_at_least_as_much_as_the_logistic_one(double k)
    {
        foreach (var z in Margins)
        {
            var (s, power) = (1 / (1 + Math.Exp(z)), Math.Pow(1 + Math.Exp(-z), 1 / k));
            var curvature = Curvature($"rooted_inverse({k})", z);

            Assert.Equal(power * s * (1 - s + s / k), curvature, 1e-5 * (1 + curvature));
            Assert.True(curvature > 0);
            Assert.True(curvature >= Curvature("ce", z) - 1e-7);
        }
    }

    [Fact]
    public void The_form_of_the_authors_networks_is_not_convex()
    {
        Assert.Equal(-0.0934, Enumerable.Range(-60, 120).Min(i => Curvature("rooted(3, 3)", i / 10.0)), 2e-4);
        Assert.True(Curvature("rooted(3, 3)", 1) > 0);
    }

    [Theory]
    [InlineData(3), InlineData(10)]
    public void The_inverse_form_is_convex_for_any_number_of_classes(int classes)
    {
        var random = new Random(classes);
        for (var trial = 0; trial < 300; trial++)
        {
            double[] a = Logits(), b = Logits();
            var between = a.Zip(b, (x, y) => (x + y) / 2).ToArray();
            var chord = (Loss("rooted_inverse(2)", a) + Loss("rooted_inverse(2)", b)) / 2;

            Assert.True(Loss("rooted_inverse(2)", between) <= chord * (1 + 1e-12));
        }

        double[] Logits() => [.. Enumerable.Range(0, classes).Select(_ => 10 * random.NextDouble() - 5)];
    }

    [Fact]
    public void Both_forms_come_to_cross_entropy_as_the_root_grows()
    {
        foreach (var z in Margins)
        {
            var ce = Loss("ce", [z, 0]);
            foreach (var k in (double[])[16, 32, 64])
            {
                // k(e^{±ce/k} − 1) = ce ± ce²/2k + ce³/6k² …
                var left = ce * ce * ce / (6 * k * k) * Math.Exp(ce / k) + 1e-10;
                Assert.Equal(ce + ce * ce / (2 * k), Loss($"rooted_inverse({k})", [z, 0]) - k, left);
                Assert.Equal(ce - ce * ce / (2 * k), Loss($"rooted({k}, {k})", [z, 0]), left);
            }
        }
    }

    static double Loss(string loss, double[] logits) => Sample(loss, logits).Loss;

    static double Curvature(string loss, double z)
    {
        const double Nudge = 1e-5;
        return (Sample(loss, [z + Nudge, 0]).Slope - Sample(loss, [z - Nudge, 0]).Slope) / (2 * Nudge);
    }

    static (double Loss, double Slope) Sample(string loss, double[] logits)
    {
        double[] targets = new double[logits.Length], gradient = new double[logits.Length];
        targets[0] = 1;
        var program = LossProgram.Compile(LossGenome.Parse(loss).Body);
        return (new ProgramInterpreter(program, logits.Length).Sample(logits, targets, gradient), gradient[0]);
    }
}
