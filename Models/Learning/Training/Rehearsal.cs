using System.Diagnostics;
using System.Runtime.InteropServices;
using LossActors.Learning.Data;
using LossActors.Learning.Structured;

namespace LossActors.Learning.Training;

/// <summary>
/// The beginning of a training, for what it tells of all of it: whether there can be one, before a search is founded on it, and what it
/// will cost.
/// </summary>
public static class Rehearsal
{
    /// <summary>A network's fault shows with as few samples; of a large one a whole batch takes a processor a minute.</summary>
    const int Few = 8;

    /// <summary>Samples whose scoring is timed, at most.</summary>
    const int Timed = 500;

    /// <summary>Steps that are timed, at most.</summary>
    const int MostSteps = 200;

    /// <summary>For code to be compiled well and memory to be there, and then to be timed; at least one step each.</summary>
    static readonly TimeSpan ToWarm = TimeSpan.FromSeconds(0.5), ToTime = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// Scores a few samples and takes two steps with a few, on the CPU: milliseconds for a small network. What a step too long does
    /// shows at the second.
    /// </summary>
    /// <returns>Null, or that the loss diverges at once.</returns>
    /// <exception cref="FormatException">The network cannot be trained on the data, or the loss is none that can be scaled.</exception>
    /// <exception cref="DataSetException">A file is missing, damaged, or not what it should be.</exception>
    public static DivergenceReason? TwoSteps(string genome, Recipe recipe) => Begin(
        genome, recipe with { Batch = Math.Min(recipe.Batch, Few) }, "cpu",
        (run, draw, _) => run.Evaluate(First(draw.Validation, Few)) is null ? DivergenceReason.Logits : run.Step() ?? run.Step());

    /// <summary>What a training of whole batches costs on a device with one lane. Takes about a second, or two steps.</summary>
    /// <param name="device"><c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <inheritdoc cref="TwoSteps" path="/exception"/>
    public static TrainingPace Measure(string genome, Recipe recipe, string device)
    {
        return Begin(genome, recipe, device, (run, draw, on) =>
        {
            Repeat(run.Step, ToWarm, on);
            var step = Repeat(run.Step, ToTime, on);
            var scored = First(draw.Validation, Timed);
            run.Evaluate(scored);
            var row = Repeat(() => run.Evaluate(scored), TimeSpan.Zero, on) / scored.Count;
            return new TrainingPace(step, row, run.Parameters, recipe.Structure is { } s ? EmbeddingCost.Of(s, draw) : 0);
        });

        static double Repeat<T>(Func<T> act, TimeSpan atLeast, Device on)
        {
            var started = Stopwatch.GetTimestamp();
            var times = 0;
            do
            {
                act();
                // What a card has to do is queued.
                if (on.type == DeviceType.CUDA) torch.cuda.synchronize(on);
            }
            while (++times < MostSteps && Stopwatch.GetElapsedTime(started) < atLeast);
            return Stopwatch.GetElapsedTime(started).TotalSeconds / times;
        }
    }

    static T Begin<T>(string genome, Recipe recipe, string device, Func<TrainingRun, DataDraw, Device, T> act)
    {
        LaneThread.Enter();
        if (recipe.Structure is { } structure) recipe = recipe with { Structure = Unlearned(structure) };
        var on = Devices.Parse(device);
        var seed = PairedSeed.ForSearch(recipe.Seed, 0);
        // The draw that was made when the recipe was read.
        var draw = DataDraw.From(recipe.Dataset, seed);
        try
        {
            var plan = TrainedLoss.Plan(genome, recipe.Scale, recipe.LossClasses, recipe.Steps);
            using var run = new TrainingRun(recipe, seed, draw, plan, on);
            return act(run, draw, on);
        }
        catch (TorchException e)
        {
            throw new FormatException($"the network cannot be trained on samples of {draw.Shape}: {e.Message}", e);
        }
        catch (ExternalException e)
        {
            throw new FormatException($"the network cannot be trained on samples of {draw.Shape}: {TorchException.Of(e).Message}", e);
        }
    }

    /// <summary>What takes long to embed tells nothing of a step.</summary>
    static StructureSpec Unlearned(StructureSpec structure) => structure.Embedding.Kind is EmbeddingKind.Learned or EmbeddingKind.Edit
        ? structure with { Embedding = structure.Embedding with { Kind = EmbeddingKind.Random } }
        : structure;

    static Samples First(Samples all, int most) => new(all.Rows[..Math.Min(most, all.Count)], all.Labels[..Math.Min(most, all.Count)]);
}

/// <summary>What a training costs.</summary>
/// <param name="Step">Seconds of an optimiser step.</param>
/// <param name="Row">Seconds to score one sample.</param>
/// <param name="Parameters">Of the network.</param>
/// <param name="Embedding">Seconds until the structures of a draw have their vectors, once for all its trainings; 0 for classes.</param>
public sealed record TrainingPace(double Step, double Row, long Parameters, double Embedding);
