using System.Diagnostics;
using LossActors.Genetics.Genomes;
using LossActors.Learning.Losses;
using LossActors.Learning.Tensors;
using LossActors.Learning.Training;
using TorchSharp;

namespace LossActors.Host.Running;

/// <summary>What a training step costs on a device with one lane, cross-entropy being the loss.</summary>
/// <param name="Milliseconds">By the wall; of the last half of a short training, so that what happens once does not count.</param>
/// <param name="LossMilliseconds">Of it for the loss's value and gradient at the logits.</param>
/// <param name="LossShare">The latter over the former.</param>
sealed record StepCost(double Milliseconds, double LossMilliseconds, double LossShare)
{
    const string Loss = "-y*log(p)";
    const int Steps = 200;
    const int Turns = 2000;

    public static StepCost Measure(Recipe recipe, int classes, string device)
    {
        LaneThread.Enter();
        var at = new List<long>(Steps);
        // A card's work is queued, but each look at the divergence waits for it.
        new Trainer(device).Evaluate(
            new(Loss, recipe with { Steps = Steps }, 1, 0, new Search()), _ => at.Add(Stopwatch.GetTimestamp()), default);
        var step = Stopwatch.GetElapsedTime(at[at.Count / 2], at[^1]).TotalMilliseconds / (at.Count - 1 - at.Count / 2);
        var loss = OfLoss(recipe.Batch, classes, device);
        return new(step, loss, loss / step);
    }

    static double OfLoss(int batch, int classes, string device)
    {
        var on = Devices.Parse(device);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var kernel = LossKernels.Create(LossGenome.Parse(Loss), classes, Turns, torch.float32, on);
        var logits = torch.zeros([batch, classes], device: on);
        var targets = TensorMemory.From<long>([.. Enumerable.Range(0, batch).Select(i => (long)i % classes)], [batch], on);
        Run(Turns / 10);
        var started = Stopwatch.GetTimestamp();
        Run(Turns);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds / Turns;

        void Run(int turns)
        {
            for (var i = 0; i < turns; i++)
            {
                using var turn = torch.NewDisposeScope();
                kernel.Gradient(logits, targets);
            }

            if (on.type == DeviceType.CUDA) torch.cuda.synchronize(on);
        }
    }
}
