using LossActors.Learning.Losses;

namespace LossActors.Learning.Training;

/// <summary>
/// Where the network ends and the loss begins: from the network's outputs of a batch to the gradient that backward starts from. A
/// single output z stands for the logits (z, 0). One lane's, not thread-safe.
/// </summary>
abstract class LossStep(int batch) : IDisposable
{
    public static LossStep For(LossPlan plan, int batch, int outputs, Device device) => device.type == DeviceType.CPU
        ? new HostLossStep(new SpanLossKernel<float>(plan), batch, outputs)
        : new DeviceLossStep(new AtenLossKernel(plan, torch.float32, device), batch, outputs, device);

    /// <summary>[batch], to be written before <see cref="Run"/>.</summary>
    public long[] Labels { get; } = new long[batch];

    /// <summary>The reduction's learned threshold, a scalar whose gradient <see cref="Run"/> sets; null for none.</summary>
    public abstract Tensor? Threshold { get; }

    /// <param name="outputs">[batch, outputs] of the network, recorded by autograd.</param>
    /// <param name="step">Optimiser steps done before this one.</param>
    /// <param name="gradient">[batch, outputs], on the same device; valid until the next call and the end of the caller's scope.</param>
    /// <returns>Null, or why training cannot go on.</returns>
    public abstract DivergenceReason? Run(Tensor outputs, long step, out Tensor gradient);

    /// <summary>The loss of each sample, [batch].</summary>
    /// <inheritdoc cref="Run"/>
    public double[] SampleLosses(Tensor outputs, long step)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var logits = outputs.detach();
        if (logits.shape[1] == 1) logits = torch.cat([logits, torch.zeros_like(logits)], 1);
        return Kernel.SampleLosses(logits, TensorMemory.From<long>(Labels, [Labels.Length], Device), step).ToArray<double>();
    }

    public abstract void Dispose();

    protected abstract ILossKernel Kernel { get; }

    protected abstract Device Device { get; }
}
