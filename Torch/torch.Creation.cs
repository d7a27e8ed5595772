using LossActors.Torch.Interop;

namespace LossActors.Torch;

public static unsafe partial class torch
{
    public static Tensor zeros(long[] size, ScalarType dtype = float32, Device? device = null, bool requires_grad = false) =>
        Made(Aten.Zeros.Call(size, dtype, Argument.None, device, Argument.None), requires_grad);

    public static Tensor ones(long[] size, ScalarType dtype = float32, Device? device = null, bool requires_grad = false) =>
        Made(Aten.Ones.Call(size, dtype, Argument.None, device, Argument.None), requires_grad);

    /// <summary>A tensor whose elements are not set.</summary>
    public static Tensor empty(long[] size, ScalarType dtype = float32, Device? device = null, bool requires_grad = false) =>
        Made(Aten.Empty.Call(size, dtype, Argument.None, device, Argument.None, Argument.None), requires_grad);

    public static Tensor full(long[] size, Scalar value, ScalarType dtype = float32, Device? device = null, bool requires_grad = false) =>
        Made(Aten.Full.Call(size, value, dtype, Argument.None, device, Argument.None), requires_grad);

    public static Tensor zeros(params long[] size) => zeros(size, float32);
    public static Tensor ones(params long[] size) => ones(size, float32);
    public static Tensor empty(params long[] size) => empty(size, float32);

    public static Tensor zeros_like(Tensor input) => Aten.ZerosLike.Call(input);
    public static Tensor ones_like(Tensor input) => Aten.OnesLike.Call(input);
    public static Tensor empty_like(Tensor input) => Aten.EmptyLike.Call(input);
    public static Tensor full_like(Tensor input, Scalar value) => Aten.FullLike.Call(input, value);

    /// <summary>start, start + step, … below stop.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null) =>
        Aten.Arange.Call(start, stop, step, dtype, Argument.None, device, Argument.None);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null) => arange(0, stop, 1, dtype, device);

    public static Tensor linspace(Scalar start, Scalar end, long steps, ScalarType dtype = float32, Device? device = null) =>
        Aten.Linspace.Call(start, end, steps, dtype, Argument.None, device, Argument.None);

    public static Tensor eye(long n, ScalarType dtype = float32, Device? device = null) => Aten.Eye.Call(n, dtype, Argument.None, device, Argument.None);

    /// <summary>Standard normal draws of libtorch's own generator.</summary>
    public static Tensor randn(long[] size, ScalarType dtype = float32, Device? device = null) =>
        Aten.Randn.Call(size, dtype, Argument.None, device, Argument.None);

    /// <summary>Uniform draws in [0, 1) of libtorch's own generator.</summary>
    public static Tensor rand(long[] size, ScalarType dtype = float32, Device? device = null) =>
        Aten.Rand.Call(size, dtype, Argument.None, device, Argument.None);

    /// <summary>A random order of 0 … n−1 of libtorch's own generator.</summary>
    public static Tensor randperm(long n, Device? device = null) => Aten.Randperm.Call(n, int64, Argument.None, device, Argument.None);

    /// <summary>Copies a span, in row-major order, into a tensor of its element type.</summary>
    /// <exception cref="TorchException">The shape has another number of elements than the span.</exception>
    public static Tensor from_span<T>(ReadOnlySpan<T> data, long[] shape, Device? device = null, bool requires_grad = false) where T : unmanaged
    {
        nint handle;
        fixed (T* first = data)
        fixed (long* sizes = shape)
            handle = NativeMethods.la_from_data(first, (long)data.Length * sizeof(T), sizes, shape.Length, (int)ElementType.Of<T>());
        var tensor = new Tensor(NativeMethods.Check(handle, nameof(from_span)));
        return Made(device is { Type: not DeviceType.CPU } elsewhere ? Moved(tensor, elsewhere) : tensor, requires_grad);
    }

    public static Tensor from_span<T>(Span<T> data, long[] shape, Device? device = null, bool requires_grad = false) where T : unmanaged =>
        from_span((ReadOnlySpan<T>)data, shape, device, requires_grad);

    /// <summary>Copies an array into a tensor of one dimension and its element type.</summary>
    public static Tensor tensor<T>(T[] data, Device? device = null, bool requires_grad = false) where T : unmanaged =>
        from_span<T>(data, [data.Length], device, requires_grad);

    /// <summary>Copies an array, in row-major order, into a tensor of a shape and its element type.</summary>
    public static Tensor tensor<T>(T[] data, long[] shape, Device? device = null, bool requires_grad = false) where T : unmanaged =>
        from_span<T>(data, shape, device, requires_grad);

    /// <summary>A tensor of no dimensions that holds one number.</summary>
    public static Tensor tensor(float value, Device? device = null, bool requires_grad = false) => from_span<float>([value], [], device, requires_grad);
    public static Tensor tensor(double value, Device? device = null, bool requires_grad = false) => from_span<double>([value], [], device, requires_grad);
    public static Tensor tensor(long value, Device? device = null) => from_span<long>([value], [], device);

    public static Tensor cat(Tensor[] tensors, long dim = 0) => Aten.Cat.Call(tensors, dim);
    public static Tensor stack(Tensor[] tensors, long dim = 0) => Aten.Stack.Call(tensors, dim);

    static Tensor Made(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

    static Tensor Moved(Tensor tensor, Device device)
    {
        using (tensor)
            return tensor.to(device);
    }
}
