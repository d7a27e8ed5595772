using System.Runtime.InteropServices;
using LossActors.Torch;

namespace LossActors.Learning.Training;

static class TensorMemory
{
    /// <summary>A contiguous CPU tensor's elements for writing. Autograd does not see what is written, so no graph may still need the old values.</summary>
    public static Span<T> Writable<T>(this Tensor tensor) where T : unmanaged
    {
        var data = tensor.data<T>();
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(data), data.Length);
    }
}
