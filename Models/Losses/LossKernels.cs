using LossActors.Models.Losses.Aten;
using LossActors.Models.Losses.Spans;
using LossActors.Torch;

namespace LossActors.Models.Losses;

/// <summary>Makes kernels.</summary>
public static class LossKernels
{
    /// <summary>The fastest kernel for a device: spans on the CPU in float32 and float64, libtorch's operators elsewhere.</summary>
    public static ILossKernel Create(LossPlan plan, ScalarType type, Device device) => (device.Type, type) switch
    {
        (DeviceType.CPU, ScalarType.Float32) => new SpanLossKernel<float>(plan),
        (DeviceType.CPU, ScalarType.Float64) => new SpanLossKernel<double>(plan),
        _ => new AtenLossKernel(plan, type, device),
    };
}
