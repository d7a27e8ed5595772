using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;
using LossActors.Learning.Losses;
using LossActors.Learning.Tests.Losses;

namespace LossActors.Learning.Tests.Export;

/// <summary>A loss and a batch for which an export is compared with training here.</summary>
/// <param name="Step">Of the training.</param>
sealed record ExportedLoss(LossPlan Plan, Batch<double> Batch, long Step)
{
    /// <summary>Of a learned threshold.</summary>
    public const double Theta = 1.2;

    /// <summary>[batch][classes]</summary>
    public double[][] Logits => [.. Batch.Logits.Chunk(Batch.Classes)];

    /// <summary>Every gene at steps before, in and after its schedule.</summary>
    public static List<ExportedLoss> OfEveryGene(Random random) =>
    [
        .. from text in LossKernelTests.Genomes.Select(row => (string)row.Data)
           from step in (long[])[0, 3, 50]
           select new ExportedLoss(
               LossPlan.Of(LossGenome.Parse(text), 5, steps: 100), Batch<double>.Draw(random, 13, 5, scale: 1), step),
    ];

    /// <summary>Bodies whose gradients rounding spares.</summary>
    public static List<ExportedLoss> OfRandomBodies(Random random, int count)
    {
        List<ExportedLoss> losses = [];
        while (losses.Count < count)
        {
            var genome = LossGenome.Of(RandomBodies.Grow(random, 5)) with { Scale = Scale.Raw };
            var plan = LossPlan.Of(genome, 2 + random.Next(6), steps: 1);
            var batch = Batch<double>.Draw(random, 6, plan.Classes);
            if (IsWellConditioned(plan, batch, random)) losses.Add(new(plan, batch, 0));
        }

        return losses;
    }

    /// <summary>What training here has.</summary>
    /// <returns>The loss, its gradient at the logits, and that at a learned threshold, null without one.</returns>
    public (double Value, double[] Gradient, double? ThetaGradient) Ours()
    {
        using var scope = torch.NewDisposeScope();
        using var kernel = new SpanLossKernel<double>(Plan);
        if (kernel.Threshold is not null)
            using (torch.no_grad()) kernel.Threshold.fill_(Theta);
        var gradient = new double[Batch.Logits.Length];
        var value = kernel.Gradient(Batch.Logits, Batch.Targets, Step, gradient);
        return (value, gradient, kernel.Threshold?.grad!.item<double>());
    }

    public void Near(double expected, double actual, double tolerance) => Assert.True(
        Math.Abs(expected - actual) <= tolerance, $"{Plan.Genome}: {expected} here, {actual} in the exported file");

    static bool IsWellConditioned(LossPlan plan, Batch<double> batch, Random random)
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
}
