using LossActors.Genetics.Genomes;
using LossActors.Learning.Export;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Tests.Export;

public class PyTorchModuleTests
{
    [Fact]
    public void Every_gene_has_our_value_and_gradient_under_plain_autograd() => Compare(ExportedLoss.OfEveryGene(new(4)));

    [Fact]
    public void Random_bodies_have_our_value_and_gradient_under_plain_autograd() => Compare(ExportedLoss.OfRandomBodies(new(5), 300));

    [Fact]
    public void The_module_names_its_source_and_its_genome()
    {
        var text = PyTorchModule.Write(
            LossPlan.Of(LossGenome.Parse("sam(0.05)[soft_ascent(0.1, 1)[ngl]]"), 10, 100), "run quickstart, island 2, birth 41");

        Assert.Contains("Source: run quickstart, island 2, birth 41", text, StringComparison.Ordinal);
        Assert.Contains("Genome: sam(0.05)[soft_ascent(0.1, 1)[", text, StringComparison.Ordinal);
        Assert.Contains("SAM, rho = 0.05", text, StringComparison.Ordinal);
    }

    static void Compare(List<ExportedLoss> losses)
    {
        PyTorch.Require();
        var results = PyTorch.Call(losses.ConvertAll(l => new PyTorchCall(
            PyTorchModule.Write(l.Plan, "a test"), l.Logits, l.Batch.Targets, l.Step, ExportedLoss.Theta)));
        foreach (var (loss, result) in losses.Zip(results))
        {
            var (value, gradient, thetaGradient) = loss.Ours();
            loss.Near(value, result.Value, 1e-5 * (1 + Math.Abs(value)));
            var size = 1 + gradient.Max(Math.Abs);
            foreach (var (ours, found) in gradient.Zip(result.Gradient.SelectMany(row => row))) loss.Near(ours, found, 1e-5 * size);
            if (thetaGradient is { } theta) loss.Near(theta, result.ThetaGradient, 1e-5);
        }
    }
}
