using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>PyTorch's module functions, by their names: settings, guards and constants here, creation and the rest in the other parts.</summary>
/// <remarks>The first use of anything here loads libtorch and may throw <see cref="TorchUnavailableException"/>.</remarks>
public static unsafe partial class torch
{
    public const ScalarType uint8 = ScalarType.Byte;
    public const ScalarType int8 = ScalarType.Int8;
    public const ScalarType int16 = ScalarType.Int16;
    public const ScalarType int32 = ScalarType.Int32;
    public const ScalarType int64 = ScalarType.Int64;
    public const ScalarType float16 = ScalarType.Float16;
    public const ScalarType float32 = ScalarType.Float32;
    public const ScalarType float64 = ScalarType.Float64;
    public const ScalarType bfloat16 = ScalarType.BFloat16;
    public const ScalarType @bool = ScalarType.Bool;

    public const MemoryFormat channels_last = MemoryFormat.ChannelsLast;

    public static Device CPU => new(DeviceType.CPU);
    public static Device CUDA => new(DeviceType.CUDA);

    /// <summary>The version of the libtorch that the bridge was built for, such as <c>1.13.0</c>.</summary>
    public static string __version__ => NativeMethods.Text(&NativeMethods.la_version);

    /// <summary>Reads <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</summary>
    public static Device device(string text) => Device.Parse(text);

    /// <summary>
    /// Sets how many threads operators use when called from this thread: OpenMP's count belongs to the calling thread, so every lane sets
    /// its own. OpenBLAS, whose count is the process's, is held to one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public static void set_num_threads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        NativeMethods.Check(NativeMethods.la_set_num_threads(threads, 1), nameof(set_num_threads));
    }

    /// <summary>Threads that operators use when called from this thread.</summary>
    public static int get_num_threads() => NativeMethods.la_get_num_threads();

    /// <summary>OpenBLAS's threads; 0 if libtorch uses another BLAS.</summary>
    public static int blas_threads => NativeMethods.la_blas_threads();

    /// <summary>Seeds libtorch's own generators. Trainings here draw from elsewhere; this is for other uses of libtorch.</summary>
    public static void manual_seed(ulong seed) => NativeMethods.Check(NativeMethods.la_manual_seed(seed), nameof(manual_seed));

    /// <summary>Makes libtorch choose repeatable kernels, and refuse operators that have none, in the whole process.</summary>
    public static void use_deterministic_algorithms(bool mode) =>
        NativeMethods.Check(NativeMethods.la_set_deterministic(mode ? 1 : 0), nameof(use_deterministic_algorithms));

    /// <summary>Treats denormal numbers as zero in operators called from this thread; false if the processor cannot.</summary>
    public static bool set_flush_denormal(bool mode) => NativeMethods.la_set_flush_denormal(mode ? 1 : 0) > 0;

    /// <summary>Whether operations called from this thread are recorded for backward.</summary>
    public static bool is_grad_enabled() => NativeMethods.la_grad_enabled() != 0;

    /// <summary>Stops recording for backward on this thread until the result is disposed.</summary>
    public static GradMode no_grad() => new(false);

    /// <summary>Records for backward on this thread until the result is disposed.</summary>
    public static GradMode enable_grad(bool enabled = true) => new(enabled);

    /// <summary>Like <see cref="no_grad"/>, and what is made inside can never take part in autograd; a little faster.</summary>
    public static InferenceMode inference_mode() => new();

    /// <summary>Opens a scope that disposes what this thread makes until it is disposed itself.</summary>
    public static DisposeScope NewDisposeScope() => new();
}
