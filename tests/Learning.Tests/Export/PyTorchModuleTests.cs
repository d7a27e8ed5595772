using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;
using LossActors.Learning.Tests.Losses;

namespace LossActors.Learning.Tests.Export;

public class PyTorchModuleTests
{
    [Fact]
    public void Every_gene_has_our_value_and_gradient_under_plain_autograd()
    {
        PyTorch.Require();
        var random = new Random(4);
        List<(LossPlan, PyTorchCall)> cases = [];
        foreach (var text in LossKernelTests.Genomes.Select(row => (string)row.Data))
            foreach (var step in (long[])[0, 3, 50])
            {
                var plan = LossPlan.Of(LossGenome.Parse(text), 5, steps: 100);
                cases.Add((plan, Call(plan, Batch<double>.Draw(random, 13, 5, scale: 1), step)));
            }

        Compare(cases);
    }

    [Fact]
    public void Random_bodies_have_our_value_and_gradient_under_plain_autograd()
    {
        PyTorch.Require();
        var random = new Random(5);
        List<(LossPlan, PyTorchCall)> cases = [];
        while (cases.Count < 300)
        {
            var genome = LossGenome.Of(RandomBodies.Grow(random, 5)) with { Scale = Scale.Raw };
            var plan = LossPlan.Of(genome, 2 + random.Next(6), steps: 1);
            var batch = Batch<double>.Draw(random, 6, plan.Classes);
            if (IsWellConditioned(plan, batch, random)) cases.Add((plan, Call(plan, batch, step: 0)));
        }

        Compare(cases);
    }

    [Fact]
    public void The_module_names_its_source_and_its_genome()
    {
        var text = PyTorchModule.Write(
            LossPlan.Of(LossGenome.Parse("sam(0.05)[soft_ascent(0.1, 1)[ngl]]"), 10, 100), "run quickstart, island 2, birth 41");

        Assert.Contains("Source: run quickstart, island 2, birth 41", text, StringComparison.Ordinal);
        Assert.Contains("Genome: sam(0.05)[soft_ascent(0.1, 1)[", text, StringComparison.Ordinal);
        Assert.Contains("SAM, rho = 0.05", text, StringComparison.Ordinal);
    }

    static PyTorchCall Call(LossPlan plan, Batch<double> batch, long step) =>
        new(PyTorchModule.Write(plan, "a test"), Rows(batch.Logits, batch.Classes), batch.Targets, step, Theta: 1.2);

    static void Compare(List<(LossPlan Plan, PyTorchCall Call)> cases)
    {
        var results = PyTorch.Call([.. cases.Select(c => c.Call)]);
        for (var n = 0; n < cases.Count; n++)
        {
            var (plan, call) = cases[n];
            using var scope = torch.NewDisposeScope();
            using var kernel = new SpanLossKernel<double>(plan);
            if (kernel.Threshold is not null)
                using (torch.no_grad()) kernel.Threshold.fill_(call.Theta);
            var logits = call.Logits.SelectMany(row => row).ToArray();
            var gradient = new double[logits.Length];
            var value = kernel.Gradient(logits, call.Targets, call.Step, gradient);

            Near(value, results[n].Value, 1 + Math.Abs(value), plan);
            var found = results[n].Gradient.SelectMany(row => row).ToArray();
            var size = 1 + gradient.Max(Math.Abs);
            for (var i = 0; i < gradient.Length; i++) Near(gradient[i], found[i], size, plan);
            if (kernel.Threshold is not null) Near(kernel.Threshold.grad!.item<double>(), results[n].ThetaGradient, 1, plan);
        }
    }

    static void Near(double expected, double actual, double size, LossPlan plan) =>
        Assert.True(Math.Abs(expected - actual) <= 1e-5 * size, $"{plan.Genome}: {expected} here, {actual} in PyTorch");

    internal static bool IsWellConditioned(LossPlan plan, Batch<double> batch, Random random)
    {
        var model = new RoundingModel(LossProgram.Compile(plan.Body), plan.Classes, 1e-15, random);
        var gradient = new double[plan.Classes];
        for (var i = 0; i < batch.Samples; i++)
        {
            var (loss, slope) = model.Spread(batch.Row(i), (int)batch.Targets[i], out var value, gradient, out var largest);
            if (!(largest < 1e300) || loss > 1e-7 * (1 + Math.Abs(value)) || slope > 1e-7 * (1 + gradient.Max(Math.Abs))) return false;
        }

        return true;
    }

    static double[][] Rows(double[] values, int columns) => [.. values.Chunk(columns)];
}
