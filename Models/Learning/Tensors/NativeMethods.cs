using System.Runtime.InteropServices;

namespace LossActors.Learning.Tensors;

/// <summary>
/// Functions of TorchSharp's library that a training step calls for each parameter, called directly: TorchSharp's own way to them makes
/// an object, a dispose scope's entry and an array each time. A tensor is a handle, <see cref="Tensor.Handle"/>. Those without a GC
/// transition read or write a few words.
/// </summary>
static unsafe partial class NativeMethods
{
    const string Library = "LibTorchSharp";

    /// <summary>A new owner of the gradient, to be disposed; 0 for none.</summary>
    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint THSTensor_grad(nint tensor);

    /// <param name="grad">0 for none.</param>
    [LibraryImport(Library)]
    internal static partial void THSTensor_set_grad(nint tensor, nint grad);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void* THSTensor_data(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long THSTensor_numel(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial sbyte THSTensor_type(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int THSTensor_device_type(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial byte THSTensor_is_contiguous(nint tensor);

    [LibraryImport(Library)]
    internal static partial void THSTensor_dispose(nint tensor);

    [LibraryImport(Library)]
    internal static partial void THSAutograd_backward(
        nint* tensors, long count, nint* seeds, long seedCount, byte retainGraph, byte createGraph, nint* inputs, long inputCount);
}
