using LossActors.Genetics.Genomes;
using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using LossActors.Learning.Losses;
using LossActors.Learning.Networks;
using LossActors.Learning.Tensors;
using LossActors.Learning.Training;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>
/// A generator and a discriminator of two hidden layers, trained in turns by Adam; the discriminator's one output z is read as the logits
/// (z, 0) of true and made up, and the generator wants its samples called true, all under one loss: with <c>rooted_inverse(k)</c> these
/// are the forms that arXiv 2310.03890 trains StyleGAN with.
/// </summary>
/// <param name="Steps">Places of the distances.</param>
/// <param name="Distances">Fréchet distance of made-up and true samples.</param>
/// <param name="Modes">Of the mixture, covered at the end; meaningless for other data.</param>
sealed record GanTraining(IReadOnlyList<int> Steps, IReadOnlyList<double> Distances, int Modes)
{
    const int Batch = 64;
    const int Latent = 8;
    const int Judged = 2000;

    public const string Kind = "gan";

    /// <param name="data">Images, or <see cref="OwnSpec"/> for the mixture.</param>
    /// <param name="width">Of the two hidden layers of both networks.</param>
    public static EvaluationRequest Request(DatasetSpec data, string loss, int width, int steps, ulong draw) => new(
        loss, new Recipe(data, new MlpSpec([width, width]), new AdamSpec(1e-3, 0.5), Batch, steps), 1, 0,
        new Demonstration(Kind, draw, new Dictionary<string, double>()));

    public static GanTraining Run(EvaluationRequest request, Demonstration shown, Action<long> onStep, CancellationToken stop)
    {
        var recipe = request.Recipe;
        var data = recipe.Dataset is OwnSpec ? GanData.Mixture : GanData.Images(recipe.Dataset);
        return Run(data, request.Genome, ((MlpSpec)recipe.Network).Hidden![0], recipe.Steps, shown.Draw, onStep, stop);
    }

    static GanTraining Run(GanData data, string loss, int width, int steps, ulong draw, Action<long> onStep, CancellationToken stop)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = Network.Create(new MlpSpec([width, width]), new(Latent, 1, 1), data.Size, PairedSeed.ForSearch(draw, 0));
        using var discriminator = Network.Create(
            new MlpSpec([width, width], SingleOutput: true), new(data.Size, 1, 1), 2, PairedSeed.ForSearch(draw, 1));
        using var generatorStep = new Adam(generator.Parameters, 1e-3, 0.5);
        using var discriminatorStep = new Adam(discriminator.Parameters, 1e-3, 0.5);
        using var kernel = LossKernels.Create(LossGenome.Parse(loss), 2, steps, torch.float32, torch.CPU);
        var random = Philox.Stream(draw, 2, 0, Genetics.Randomness.Purpose.Data);
        var judge = Philox.Stream(draw, 3, 0, Genetics.Randomness.Purpose.Data);
        float[] real = new float[Batch * data.Size], trueSamples = new float[Judged * data.Size];
        data.Draw(judge, trueSamples);
        var noise = TensorMemory.From<float>(Normals(judge, Judged), [Judged, Latent]);
        var called = torch.zeros([Batch], torch.int64);
        var both = TensorMemory.From<long>([.. Enumerable.Range(0, 2 * Batch).Select(i => i < Batch ? 0L : 1L)], [2 * Batch]);
        var (places, distances) = (new List<int>(), new List<double>());
        for (var step = 1; step <= steps; step++)
        {
            stop.ThrowIfCancellationRequested();
            using var turn = torch.NewDisposeScope();
            data.Draw(random, real);
            var latent = TensorMemory.From<float>(Normals(random, Batch), [Batch, Latent]);
            var made = generator.Forward(latent);
            discriminatorStep.ZeroGradients();
            Backward(torch.cat([TensorMemory.From<float>(real, [Batch, data.Size]), made.detach()]), both);
            discriminatorStep.Step();
            generatorStep.ZeroGradients();
            Backward(made, called);
            generatorStep.Step();
            onStep(step);
            if (step * 10L / steps == (step - 1) * 10L / steps) continue;
            places.Add(step);
            distances.Add(FrechetDistance.Of(trueSamples, Made(), data.Size));
        }

        return new(places, distances, data.Size == 2 ? GanData.ModesCovered(Made()) : 0);

        void Backward(Tensor samples, Tensor targets)
        {
            var outputs = discriminator.Forward(samples);
            Tensor gradient;
            using (torch.no_grad())
            {
                var logits = torch.cat([outputs, torch.zeros_like(outputs)], 1);
                gradient = kernel.Gradient(logits, targets).Gradient.narrow(1, 0, 1).contiguous();
            }

            Gradients.Backward(outputs, gradient);
        }

        float[] Made()
        {
            using var quiet = torch.no_grad();
            return generator.Forward(noise).ToArray<float>();
        }
    }

    static float[] Normals(RandomStream random, int count)
    {
        var values = new float[count * Latent];
        foreach (ref var value in values.AsSpan()) value = (float)random.NextNormal();
        return values;
    }
}
