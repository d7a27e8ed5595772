using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses.Spans;

namespace LossActors.Learning.Tests.Losses;

/// <summary>Numbers that were published, or follow from published formulas.</summary>
public class PublishedLossTests
{
    public static TheoryData<string> Named => [.. NamedLosses.All.Select(n => n.Name)];

    [Theory, MemberData(nameof(Named))]
    public void Every_named_loss_and_its_gradient_are_finite_at_logits_of_80(string name)
    {
        var batch = new Batch<float>(3, [80, -80, -80, -80, 80, -80, 80, 80, -80, 0, 80, 80], [0, 0, 2, 1]);
        var program = new SpanProgram<float>(LossProgram.Compile(LossGenome.Parse(name).Body), 3);
        float[] losses = new float[4], gradient = new float[12];

        program.Gradient(batch.Logits, batch.Targets, [], losses, 1, gradient);

        Assert.All(losses.Concat(gradient), x => Assert.True(float.IsFinite(x), name));
    }

    [Fact]
    public void Ngl_has_its_unit_values()
    {
        // p is (1, 0): 0.719540125 for the hit and 10.584755232 for the rest; then the same sample mislabelled.
        Assert.Equal((0.719540125 + 10.584755232) / 2, Loss("ngl", [80, -80], 0), 1e-8);
        Assert.Equal((3.306607262 + 10.584755232) / 2, Loss("ngl", [80, -80], 1), 1e-8);
    }

    [Theory]
    [InlineData(2, 0.5659, 4.76523), InlineData(10, 0.3910, 9.31849), InlineData(100, 0.3615, 10.45616)]
    public void Ngl_is_least_well_below_certainty(int classes, double best, double least)
    {
        Assert.Equal(least, At(best), 5e-6);
        Assert.True(At(best) < At(best - 0.01) && At(best) < At(best + 0.01));

        double At(double p)
        {
            var logits = new double[classes];
            logits[0] = Math.Log(p * (classes - 1) / (1 - p));
            return Loss("ngl", logits, 0);
        }
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(8)]
    public void The_rooted_loss_damps_cross_entropys_gradient(double k)
    {
        double[] logits = [0.3, -1.2, 2];
        var gradient = Gradient($"rooted({k}, {k})", logits, 1);
        var p = Softmax(logits);

        for (var c = 0; c < 3; c++) Assert.Equal(Math.Pow(p[1], 1 / k) * (p[c] - (c == 1 ? 1 : 0)), gradient[c], 1e-12);
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(10)]
    public void The_inverse_rooted_loss_of_two_logits_is_the_binary_one(double k)
    {
        foreach (var margin in (double[])[-8, -1, 0, 0.5, 8])
        {
            var s = 1 / (1 + Math.Exp(margin));
            var value = k * Math.Pow(1 + Math.Exp(-margin), 1 / k);

            Assert.Equal(value, Loss($"rooted_inverse({k})", [margin, 0], 0), 1e-10 * value);
            Assert.Equal(-value / k * s, Gradient($"rooted_inverse({k})", [margin, 0], 0)[0], 1e-10 * value);
        }
    }

    [Theory]
    [InlineData("-y*log(p)", "y*log(1/p)"), InlineData("-y*log(p)", "-log(pow(p, y))"), InlineData("square(p - y)", "p*p - 2*p*y + y")]
    [InlineData("-y*log(p)", "-y*(log(p*p)/2)")]
    [InlineData("y*(1 - sqrt(p))", "y - y*pow(p, 0.5)")]
    [InlineData("-y*root(2, p)", "2*y*(1 - sqrt(p))")]
    public void Twin_bodies_have_equal_gradients(string one, string other)
    {
        double[] logits = [0.3, -1.2, 2];

        Assert.Equal(Of(one), Of(other), (a, b) => Math.Abs(a - b) < 1e-12);

        double[] Of(string body) => Gradient(Expr.Parse(body), logits, 1);
    }

    static double Loss(string name, double[] logits, long target)
    {
        var losses = new double[1];
        new SpanProgram<double>(LossProgram.Compile(LossGenome.Parse(name).Body), logits.Length).Losses(logits, [target], [], losses);
        return losses[0];
    }

    static double[] Gradient(string name, double[] logits, long target) => Gradient(LossGenome.Parse(name).Body, logits, target);

    static double[] Gradient(Expr body, double[] logits, long target)
    {
        var gradient = new double[logits.Length];
        new SpanProgram<double>(LossProgram.Compile(body), logits.Length).Gradient(logits, [target], [], new double[1], 1, gradient);
        return gradient;
    }

    static double[] Softmax(double[] logits)
    {
        var power = Array.ConvertAll(logits, Math.Exp);
        return Array.ConvertAll(power, e => e / power.Sum());
    }
}
