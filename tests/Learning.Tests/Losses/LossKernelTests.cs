using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Tests.Losses;

public class LossKernelTests
{
    public static TheoryData<string> Genomes =>
    [
        .. NamedLosses.All.Select(n => n.Name),
        "raw[-y*log(p)]", "unit(4)[square(p - y)]", "y*log(p)",
        "flood(2)[ce]", "flood(0.1)[ce]", "iflood(1)[ce]", "soft_ascent(1, 0.5)[ce]", "soft_ascent(1)[ce]",
        "cvar(0.5)[ce]", "cvar(0)[ce]", "cvar(0.95)[ce]", "cvar(0.5, learned)[ce]", "chi2(0.3)[ce]", "chi2(0)[ce]", "chi2(10)[ce]",
        "chi2(0.5, learned)[ce]",
        "tilted(2)[ce]", "tilted(-1.5)[ce]", "tilted(0.000001)[ce]", "tilted(50)[ce]",
        "concentrated(cvar(0.5), 0.4)[ce]", "concentrated(cvar(0.5), 0.4, theta=quantile, level=batch)[ce]",
        "concentrated(cvar(0.5), 0.4, level=batch)[ce]",
        "concentrated(linear, 1, rho=abs)[ce]", "concentrated(quadratic, 1, rho=square)[ce]",
        "concentrated(tilted(0.5), 1, theta=quantile)[ce]",
        "concentrated(chi2(1), 1, theta=learned)[ce]",
        "dynamical(3, 4)[ce]", "dynamical(3, 4, outputs, start=middle)[ngl]", "cvar(0.5)[dynamical(3, 4, tail=90)[ngl]]",
    ];

    [Theory, MemberData(nameof(Genomes))]
    public void Both_kernels_give_the_same_value_gradient_and_samples(string text)
    {
        using var scope = torch.NewDisposeScope();
        var plan = LossPlan.Of(LossGenome.Parse(text), 5, steps: 100);
        using var spans = new SpanLossKernel<double>(plan);
        using var aten = new AtenLossKernel(plan, torch.float64, torch.CPU);
        var (logits, targets) = Draw(13, 5);
        if (spans.Threshold is not null)
            using (torch.no_grad()) spans.Threshold.add_(aten.Threshold!.fill_(1.2));

        foreach (var step in (long[])[0, 3, 9, 50])
        {
            var (a, b) = (spans.Gradient(logits, targets, step), aten.Gradient(logits, targets, step));
            Near(a.Value, b.Value);
            Near(a.Gradient, b.Gradient);
            Near(a.Value, aten.Value(logits, targets, step));
            Near(a.Value, spans.Value(logits, targets, step));
            Near(spans.SampleLosses(logits, targets, step), aten.SampleLosses(logits, targets, step));
            if (spans.Threshold is not null) Near(spans.Threshold.grad!, aten.Threshold!.grad!);
        }
    }

    [Theory, MemberData(nameof(Genomes))]
    public void The_gradient_is_the_factor_times_the_slope_of_the_value(string text)
    {
        using var scope = torch.NewDisposeScope();
        var plan = LossPlan.Of(LossGenome.Parse(text), 4, steps: 100);
        using var kernel = new SpanLossKernel<double>(plan);
        var (logits, targets) = Draw(7, 4);
        const double Nudge = 1e-6;

        var gradient = kernel.Gradient(logits, targets, 2).Gradient.ToArray<double>();

        var z = logits.ToArray<double>();
        var size = gradient.Max(Math.Abs);
        for (var i = 0; i < z.Length; i++)
            Assert.Equal(gradient[i], plan.Factor * (At(i, Nudge) - At(i, -Nudge)) / (2 * Nudge), 1e-6 * (1 + size));

        double At(int entry, double by)
        {
            var moved = (double[])z.Clone();
            moved[entry] += by;
            return kernel.Value(torch.tensor(moved, [7, 4]), targets, 2).item<double>();
        }
    }

    [Theory, MemberData(nameof(Genomes))]
    public void Autograd_of_the_value_and_of_the_gradient_agree(string text)
    {
        using var scope = torch.NewDisposeScope();
        var plan = LossPlan.Of(LossGenome.Parse(text), 4, steps: 100);
        using var kernel = new AtenLossKernel(plan, torch.float64, torch.CPU);
        var (logits, targets) = Draw(7, 4);
        logits.requires_grad = true;

        var slope = Gradients.Of([kernel.Differentiable(logits, targets, 2)], [logits], createGraph: true)[0]! * plan.Factor;
        var gradient = kernel.DifferentiableGradient(logits, targets, 2);

        Near(kernel.Gradient(logits.detach(), targets, 2).Gradient, gradient);
        Near(slope, gradient);
        if (!slope.requires_grad) return;
        var direction = TensorMemory.From<double>([.. Enumerable.Range(0, 28).Select(i => Math.Sin(i))], [7, 4]);
        var bySlope = Gradients.Of([(slope * direction).sum()], [logits], retainGraph: true)[0]!;
        var byGradient = Gradients.Of([(gradient * direction).sum()], [logits])[0]!;
        Near(bySlope, byGradient);
    }

    [Theory]
    [InlineData("ce", 1, 1e-12)]
    [InlineData("ngl", 12.27, 0.005)]
    [InlineData("rooted", 2.154, 0.0005)]
    [InlineData("gce", 5.01, 0.005)]
    [InlineData("focal", 0.817, 0.0005)]
    public void The_unit_factor_is_the_measured_one(string name, double expected, double tolerance) =>
        Assert.Equal(expected, LossPlan.Of(LossGenome.Parse(name), 10, 1).Factor, tolerance);

    [Fact]
    public void A_body_that_is_upside_down_is_trained_negated()
    {
        using var scope = torch.NewDisposeScope();
        using var wrong = LossKernels.Create(LossGenome.Parse("y*log(p)"), 5, 10, torch.float32, torch.CPU);
        using var right = LossKernels.Create(LossGenome.Parse("ce"), 5, 10, torch.float32, torch.CPU);
        var (logits, targets) = Draw(9, 5);
        logits = logits.to(torch.float32);

        Assert.Equal(right.Gradient(logits, targets).Gradient.ToArray<float>(), wrong.Gradient(logits, targets).Gradient.ToArray<float>());
    }

    [Fact]
    public void A_flat_body_is_refused_with_its_factor()
    {
        var error = Assert.Throws<GeneException>(() => LossPlan.Of(LossGenome.Parse("square(y)"), 10, 1));

        Assert.Contains("cannot be scaled to cross-entropy's", error.Message, StringComparison.Ordinal);
    }

    static (Tensor Logits, Tensor Targets) Draw(int samples, int classes)
    {
        var batch = Batch<double>.Draw(new Random(21), samples, classes, scale: 1);
        return (torch.tensor(batch.Logits, [samples, classes]), torch.tensor(batch.Targets));
    }

    static void Near(Tensor expected, Tensor actual)
    {
        double[] a = expected.ToArray<double>(), b = actual.ToArray<double>();
        Assert.Equal(a.Length, b.Length);
        var size = a.Max(Math.Abs);
        for (var i = 0; i < a.Length; i++) Assert.Equal(a[i], b[i], 1e-10 * (1 + size));
    }
}
