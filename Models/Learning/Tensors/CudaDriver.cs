using System.Runtime.InteropServices;
using System.Text;

namespace LossActors.Learning.Tensors;

/// <summary>What NVIDIA's driver knows of the cards and TorchSharp does not tell.</summary>
public static unsafe partial class CudaDriver
{
    const string Library = "libcuda.so.1";

    /// <summary>A card's name, such as <c>NVIDIA H200</c>.</summary>
    /// <param name="card">From 0.</param>
    /// <exception cref="InvalidOperationException">There is no such card, or no driver.</exception>
    public static string Name(int card)
    {
        try
        {
            Check(cuInit(0), "cuInit");
            Check(cuDeviceGet(out var device, card), "cuDeviceGet");
            var name = stackalloc byte[256];
            Check(cuDeviceGetName(name, 256, device), "cuDeviceGetName");
            return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        }
        catch (DllNotFoundException e)
        {
            throw new InvalidOperationException("This machine has no driver of NVIDIA (libcuda.so.1).", e);
        }

        void Check(int status, string call)
        {
            if (status != 0) throw new InvalidOperationException($"{call} for card {card} gives error {status} of CUDA.");
        }
    }

    [LibraryImport(Library)]
    private static partial int cuInit(uint flags);

    [LibraryImport(Library)]
    private static partial int cuDeviceGet(out int device, int ordinal);

    [LibraryImport(Library)]
    private static partial int cuDeviceGetName(byte* name, int length, int device);
}
