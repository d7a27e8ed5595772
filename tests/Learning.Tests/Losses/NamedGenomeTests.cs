using LossActors.Genetics.Genomes;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Tests.Losses;

/// <summary>Named losses as wholes: reductions and schedules beside their formulas, and what is proven of them.</summary>
public class NamedGenomeTests
{
    static readonly double[] Logits = [0.3, -1.2, 2, 1.1, 0.4, -0.6, -0.2, 0.9, 0.1, 2.2, -0.4, 0.8, 0.5, 0.2, -1];

    static readonly long[] Targets = [1, 0, 2, 0, 1];

    static readonly double[] CrossEntropies = [.. Targets.Select((target, i) => -Math.Log(Softmax(i)[target]))];

    public static TheoryData<string> Named => [.. NamedLosses.All.Select(n => n.Name)];

    public static TheoryData<string, double> Values => new()
    {
        { "flooding(1.5)", 1.5 + Math.Abs(CrossEntropies.Average() - 1.5) },
        { "flooding(0.2)", CrossEntropies.Average() },
        { "iflood(0.7)", 0.7 + CrossEntropies.Average(l => Math.Abs(l - 0.7)) },
        { "softad(0.7, 1)", 0.7 + CrossEntropies.Average(l => Rho(l - 0.7)) },
        { "softad(0.7, 0.5)", 0.7 + 0.25 * CrossEntropies.Average(l => Rho((l - 0.7) / 0.5)) },
        { "cvar(0.4)", CrossEntropies.Order().TakeLast(3).Average() },
        { "dro(2)", CrossEntropies.Max() },
        { "chi2(2, learned)[ce]", Math.Sqrt(5 * CrossEntropies.Average(l => l * l)) },
        { "tilted(2)", Math.Log(CrossEntropies.Average(l => Math.Exp(2 * l))) / 2 },
        { "coce(0.4, 0.5)", 0.4 + CrossEntropies.Average(l => Rho(2 * l - 0.4)) },
        { "coce_batch(0.4, 0.5)", 0.4 + Rho(2 * CrossEntropies.Average() - 0.4) },
        { "coce_a(0.4, 0.5)", 0.4 + Rho(Median + 2 * CrossEntropies.Average(l => Math.Max(l - Median, 0)) - 0.4) },
        { "dce(70, 5000)", Enumerable.Range(0, 5).Average(i => Gamma(70, Targets[i]) * CrossEntropies[i]) },
        { "dmse1(10, 5000)", Enumerable.Range(0, 5).Average(i => Gamma(10, Targets[i]) * Squares(i).Sum()) },
        { "dmse2(10, 5000)", Enumerable.Range(0, 5).Average(i => Squares(i).Select((square, c) => Gamma(10, c) * square).Sum()) },
    };

    [Theory, MemberData(nameof(Values))]
    public void A_named_loss_has_the_value_of_its_formula(string text, double value)
    {
        using var scope = torch.NewDisposeScope();
        using var kernel = new SpanLossKernel<double>(LossPlan.Of(LossGenome.Parse(text), 3, steps: 70_000));

        // The peak of the second class, for the schedules.
        Assert.Equal(value, kernel.Value(torch.tensor(Logits, [5, 3]), torch.tensor(Targets), 7500).item<double>(), 1e-12);
    }

    [Theory, MemberData(nameof(Named))]
    public void Value_and_gradient_are_finite_at_logits_of_80_in_single_precision_in_both_kernels(string name)
    {
        using var scope = torch.NewDisposeScope();
        var plan = LossPlan.Of(LossGenome.Parse(name), 3, steps: 10_000);
        var logits = torch.tensor([80f, -80, -80, -80, 80, -80, 80, 80, -80, 0, 80, 80, -80, -80, -80], [5, 3]);
        var targets = torch.tensor([0L, 0, 2, 1, 2]);
        foreach (var kernel in (ILossKernel[])[new SpanLossKernel<float>(plan), new AtenLossKernel(plan, torch.float32, torch.CPU)])
            using (kernel)
            {
                var (value, gradient) = kernel.Gradient(logits, targets, 2500);

                Assert.True(float.IsFinite(value.item<float>()), name);
                Assert.All(gradient.ToArray<float>(), x => Assert.True(float.IsFinite(x), name));
            }
    }

    [Theory]
    [InlineData(2), InlineData(3), InlineData(8)]
    public void The_inverse_rooted_loss_pulls_with_its_full_strength_at_a_margin_of_minus_160(double k)
    {
        using var scope = torch.NewDisposeScope();
        var plan = LossPlan.Of(LossGenome.Parse($"raw[rooted_inverse({k})]"), 2, steps: 1);
        using var kernel = new SpanLossKernel<float>(plan);

        var (value, gradient) = kernel.Gradient(torch.tensor([-80f, 80], [1, 2]), torch.tensor([0L]));

        var power = Math.Exp(160 / k);
        Assert.Equal(1, value.item<float>() / (k * power), 1e-3);
        Assert.Equal(-1, gradient.ToArray<float>()[0] / power, 1e-3);
    }

    [Theory]
    [InlineData("dmse1", 1), InlineData("dmse2", 1), InlineData("dce", 60)]
    public void What_interpolates_stays_a_minimum_at_every_step_of_a_schedule(string name, double height)
    {
        using var scope = torch.NewDisposeScope();
        var genome = LossGenome.Parse($"{name}(70, 50)");
        using var kernel = new SpanLossKernel<double>(LossPlan.Of(genome, 3, steps: 1000));
        var hits = torch.tensor([.. Targets.SelectMany(t => Enumerable.Range(0, 3).Select(c => c == t ? height : 0))], [5, 3]);
        var off = torch.tensor([.. hits.ToArray<double>().Select((z, i) => z + 0.1 * Math.Sin(i))], [5, 3]);
        var targets = torch.tensor(Targets);
        for (var step = 0; step < 300; step += 7)
        {
            var (value, gradient) = kernel.Gradient(hits, targets, step);

            Assert.Equal(0, value.item<double>(), 1e-15);
            Assert.All(gradient.ToArray<double>(), slope => Assert.Equal(0, slope, 1e-15));
            Assert.True(kernel.Value(off, targets, step).item<double>() >= value.item<double>());
        }
    }

    static double Median => CrossEntropies.Order().ElementAt(2);

    static double Rho(double x) => Math.Sqrt(x * x + 1) - 1;

    /// <summary>Γ of three classes at the peak of the second.</summary>
    static double Gamma(double amplitude, long c) => 3 * (c == 1 ? amplitude : 1) / (amplitude + 2);

    static double[] Softmax(int sample)
    {
        var powers = Logits[(3 * sample)..(3 * sample + 3)].Select(Math.Exp).ToArray();
        return [.. powers.Select(p => p / powers.Sum())];
    }

    static double[] Squares(int sample) =>
        [.. Enumerable.Range(0, 3).Select(c => Math.Pow(Logits[3 * sample + c] - (c == Targets[sample] ? 1 : 0), 2))];
}
