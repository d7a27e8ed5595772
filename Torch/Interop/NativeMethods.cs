using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossActors.Torch.Interop;

/// <summary>The C functions of native/LossActorsTorch.cpp. Those without a GC transition only read or write a few words.</summary>
static unsafe partial class NativeMethods
{
    internal const string Library = "LossActorsTorch";

    [LibraryImport(Library)] internal static partial int la_version(byte* text, int capacity);
    [LibraryImport(Library)] internal static partial int la_error(byte* text, int capacity);
    [LibraryImport(Library)] internal static partial int la_set_num_threads(int threads, int blasThreads);
    [LibraryImport(Library)] internal static partial int la_get_num_threads();
    [LibraryImport(Library)] internal static partial int la_blas_threads();
    [LibraryImport(Library)] internal static partial int la_manual_seed(ulong seed);
    [LibraryImport(Library)] internal static partial int la_set_deterministic(int on);
    [LibraryImport(Library)] internal static partial int la_set_flush_denormal(int on);
    [LibraryImport(Library)] internal static partial nint la_inference_enter();
    [LibraryImport(Library)] internal static partial void la_inference_leave(nint guard);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int la_grad_enabled();
    [LibraryImport(Library), SuppressGCTransition] internal static partial void la_set_grad_enabled(int on);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint la_find(string name, string overload);

    [LibraryImport(Library)] internal static partial int la_schema(nint op, byte* text, int capacity);
    [LibraryImport(Library)] internal static partial int la_call(nint op, NativeValue* args, int count, NativeValue* results, int capacity);
    [LibraryImport(Library)] internal static partial int la_results(NativeValue* results, int capacity);
    [LibraryImport(Library)] internal static partial double la_time_calls(nint op, NativeValue* args, int count, int calls);

    // Releasing may free gigabytes or a whole graph, so these keep the GC transition.
    [LibraryImport(Library)] internal static partial void la_release(nint tensor);
    [LibraryImport(Library)] internal static partial void la_release_all(nint* tensors, int count);

    [LibraryImport(Library), SuppressGCTransition] internal static partial nint la_share(nint tensor);
    [LibraryImport(Library)] internal static partial nint la_from_data(void* data, long bytes, long* sizes, int dim, int dtype);
    [LibraryImport(Library)] internal static partial int la_copy_out(nint tensor, void* data, long bytes, int dtype);
    [LibraryImport(Library)] internal static partial int la_copy_in(nint tensor, void* data, long count, int dtype);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int la_dim(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void la_sizes(nint tensor, long* sizes);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void la_strides(nint tensor, long* strides);
    [LibraryImport(Library), SuppressGCTransition] internal static partial long la_numel(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int la_dtype(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial int la_device(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial void* la_data(nint tensor);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int la_requires_grad(nint tensor);
    [LibraryImport(Library)] internal static partial int la_set_requires_grad(nint tensor, int on);
    [LibraryImport(Library)] internal static partial int la_is_leaf(nint tensor);
    [LibraryImport(Library), SuppressGCTransition] internal static partial nint la_grad(nint tensor);
    [LibraryImport(Library)] internal static partial int la_set_grad(nint tensor, nint grad);
    [LibraryImport(Library)] internal static partial int la_clear_grads(nint* tensors, int count);
    [LibraryImport(Library)] internal static partial int la_set_data(nint tensor, nint data);
    [LibraryImport(Library)] internal static partial int la_backward(nint tensor, nint grad, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int la_autograd_grad(
        nint* outputs, nint* gradOutputs, int outputCount, nint* inputs, int inputCount,
        int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library), SuppressGCTransition] internal static partial int la_step_view(nint parameter, StepView* view);

    [LibraryImport(Library)] internal static partial int la_cuda_device_count();
    [LibraryImport(Library)] internal static partial int la_cuda_memory(int device, out long free, out long total);
    [LibraryImport(Library)] internal static partial int la_cuda_name(int device, byte* text, int capacity);
    [LibraryImport(Library)] internal static partial int la_cuda_synchronize(int device);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint la_script_load(string path, int deviceType, int deviceIndex);

    [LibraryImport(Library)] internal static partial void la_script_release(nint module);
    [LibraryImport(Library)] internal static partial int la_script_train(nint module, int on);
    [LibraryImport(Library)] internal static partial int la_script_to(nint module, int deviceType, int deviceIndex);
    [LibraryImport(Library)] internal static partial int la_script_forward(nint module, NativeValue* args, int count, NativeValue* results, int capacity);
    [LibraryImport(Library)] internal static partial int la_script_tensors(nint module, int buffers, byte* names, int capacity);

    /// <summary>libtorch's message for the calling thread's last failure.</summary>
    internal static string LastError() => Text(&la_error);

    internal static string Text(delegate*<byte*, int, int> read)
    {
        byte* buffer = stackalloc byte[2048];
        int length = read(buffer, 2048);
        if (length <= 2048)
            return System.Text.Encoding.UTF8.GetString(buffer, length);
        var bytes = new byte[length];
        fixed (byte* all = bytes)
            read(all, length);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check(int status, string operation)
    {
        if (status < 0)
            throw new TorchException(operation, LastError());
    }

    internal static nint Check(nint handle, string operation) =>
        handle != 0 ? handle : throw new TorchException(operation, LastError());
}
