using LossActors.Genetics.Genomes;

namespace LossActors.Learning.Losses;

/// <summary>Makes kernels.</summary>
public static class LossKernels
{
    /// <summary>The fastest kernel for a device: spans on the CPU in float32 and float64, libtorch's operators elsewhere.</summary>
    public static ILossKernel Create(LossPlan plan, ScalarType type, Device device) => (device.type, type) switch
    {
        (DeviceType.CPU, ScalarType.Float32) => new SpanLossKernel<float>(plan),
        (DeviceType.CPU, ScalarType.Float64) => new SpanLossKernel<double>(plan),
        _ => new AtenLossKernel(plan, type, device),
    };

    /// <inheritdoc cref="Create(LossPlan, ScalarType, Device)"/>
    /// <param name="genome">The loss; its sharpness is the trainer's affair.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <param name="steps">Optimiser steps of the whole training.</param>
    /// <param name="type">Element type of the logits.</param>
    /// <param name="device">Where the logits are.</param>
    /// <exception cref="ArgumentException">The genome cannot be scaled: see <see cref="LossPlan.Of"/>.</exception>
    public static ILossKernel Create(LossGenome genome, int classes, long steps, ScalarType type, Device device) =>
        Create(LossPlan.Of(genome, classes, steps), type, device);
}
