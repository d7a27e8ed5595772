using LossActors.Genetics.Genes.Schedules;
using LossActors.Learning.Data;
using LossActors.Learning.Losses;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Learning.Landscape;

/// <summary>
/// What a training descends, as a function of the network's weights: F(w; t), the reduced loss of some samples times its factor, with
/// its first derivatives and products of its Hessian, in double precision on the CPU. Networks that normalise batches do so by the
/// samples' own statistics, as in training. One thread's.
/// </summary>
/// <remarks>Where a step says null the schedule is left out: the static loss.</remarks>
public sealed class LossSurface : IDisposable
{
    readonly Network network;
    readonly AtenLossKernel weighted;
    readonly AtenLossKernel unweighted;
    readonly Tensor[] parameters;
    readonly Tensor[] state;
    readonly Tensor inputs;
    readonly Tensor labels;

    /// <param name="samples">Of the draw; the loss is reduced over all of them at once.</param>
    /// <param name="plan">The loss; a learned threshold stays at 0 until <see cref="Load"/>.</param>
    public LossSurface(NetworkSpec spec, DataDraw draw, Samples samples, PairedSeed seed, LossPlan plan)
    {
        using var scope = torch.NewDisposeScope();
        network = Network.Create(spec, draw.Shape, draw.Classes, seed);
        network.To(torch.float64);
        parameters = [.. network.Trained];
        state = [.. network.Parameters, .. network.Buffers];
        Dimension = (int)parameters.Sum(p => p.numel());
        using (var feed = InputFeed.For(draw, torch.CPU)) inputs = feed.Batch(samples.Rows).to(torch.float64).DetachFromDisposeScope();
        labels = TensorMemory.From<long>([.. samples.Labels], [samples.Labels.Length]).DetachFromDisposeScope();
        weighted = new(plan, torch.float64, torch.CPU);
        var unscheduled = plan.Genome with { Schedule = new StaticSchedule() };
        unweighted = new(LossPlan.Of(unscheduled, plan.Classes, plan.Steps), torch.float64, torch.CPU);
    }

    /// <summary>Trainable weights.</summary>
    public int Dimension { get; }

    /// <summary>Each trainable parameter's shape, in the order of the weights.</summary>
    public IReadOnlyList<long[]> Shapes => [.. parameters.Select(p => p.shape)];

    /// <summary>The trainable weights, [<see cref="Dimension"/>].</summary>
    public double[] Weights
    {
        get => Flat(parameters);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(value.Length, Dimension);
            var at = 0;
            foreach (var parameter in parameters)
            {
                var count = (int)parameter.numel();
                parameter.CopyFrom<double>(value.AsSpan(at, count));
                at += count;
            }
        }
    }

    /// <summary>F, without its gradient.</summary>
    /// <param name="step">Optimiser steps done, which place the schedule; null for the static loss.</param>
    public double Value(long? step)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var (kernel, at) = Kernel(step);
        return kernel.Value(Logits(), labels, at).item<double>() * kernel.Plan.Factor;
    }

    /// <summary>∂F/∂w, [<see cref="Dimension"/>].</summary>
    /// <inheritdoc cref="Value"/>
    public double[] Gradient(long? step)
    {
        using var scope = torch.NewDisposeScope();
        return Flat(Slopes(step, recorded: false));
    }

    /// <summary>∂²F/∂w² at the weights as they are now. Dispose it before anything that was opened after it.</summary>
    /// <inheritdoc cref="Value"/>
    public Hessian Hessian(long? step) => new(this, step);

    /// <summary>Takes a training's weights and running statistics, and its learned threshold.</summary>
    internal void Load(TrainingRun run)
    {
        foreach (var (tensor, values) in state.Zip(run.Weights()))
            if (tensor.dtype == torch.float64) tensor.CopyFrom<double>(Array.ConvertAll(values, v => (double)v));
        if (run.Threshold is not { } threshold) return;
        var theta = threshold.item<float>();
        foreach (var kernel in new[] { weighted, unweighted }) kernel.Threshold!.CopyFrom<double>([theta]);
    }

    public void Dispose()
    {
        inputs.Dispose();
        labels.Dispose();
        weighted.Dispose();
        unweighted.Dispose();
        network.Dispose();
    }

    internal double[] Product(Tensor?[] gradients, ReadOnlySpan<double> vector)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(vector.Length, Dimension);
        using var scope = torch.NewDisposeScope();
        var directions = new List<Tensor>();
        var rising = new List<Tensor>();
        var at = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var count = (int)parameters[i].numel();
            // Where the loss is linear a gradient is a constant, and autograd knows nothing to differentiate.
            if (gradients[i] is { requires_grad: true } gradient)
            {
                rising.Add(gradient);
                directions.Add(TensorMemory.From(vector.Slice(at, count), parameters[i].shape));
            }

            at += count;
        }

        return rising.Count == 0
            ? new double[Dimension]
            : Flat(Gradients.Of(rising, parameters, directions, retainGraph: true));
    }

    internal Tensor?[] Slopes(long? step, bool recorded)
    {
        var (kernel, at) = Kernel(step);
        var logits = Logits();
        var slopes = kernel.DifferentiableGradient(logits, labels, at);
        return Gradients.Of([logits], parameters, [recorded ? slopes : slopes.detach()], createGraph: recorded);
    }

    (AtenLossKernel Kernel, long Step) Kernel(long? step) => step is { } at ? (weighted, at) : (unweighted, 0);

    Tensor Logits()
    {
        var outputs = network.Forward(inputs);
        return network.Outputs == 1 ? torch.cat([outputs, torch.zeros_like(outputs)], 1) : outputs;
    }

    /// <summary>One after the other; zeros where a parameter has no part in the outputs.</summary>
    double[] Flat(Tensor?[] tensors)
    {
        var flat = new double[Dimension];
        var at = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var count = (int)parameters[i].numel();
            tensors[i]?.CopyTo(flat.AsSpan(at, count));
            at += count;
        }

        return flat;
    }
}
