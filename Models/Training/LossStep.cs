using LossActors.Models.Losses;
using LossActors.Models.Losses.Aten;
using LossActors.Models.Losses.Spans;
using LossActors.Torch;

namespace LossActors.Models.Training;

/// <summary>
/// Where the network ends and the loss begins: from the network's outputs of a batch to the gradient that backward starts from. A
/// single output z stands for the logits (z, 0). One lane's, not thread-safe.
/// </summary>
abstract class LossStep(int batch) : IDisposable
{
    public static LossStep For(LossPlan plan, int batch, int outputs, Device device) => device.Type == DeviceType.CPU
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

    public abstract void Dispose();
}
