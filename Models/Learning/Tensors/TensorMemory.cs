using System.Runtime.CompilerServices;

namespace LossActors.Learning.Tensors;

/// <summary>Tensors as spans of this process's memory, and copies in and out of tensors of any type and device.</summary>
public static unsafe class TensorMemory
{
    /// <summary>A tensor with a copy of some values, in row-major order.</summary>
    /// <exception cref="ArgumentException">The shape has another number of elements than the span.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> shape, Device? device = null) where T : unmanaged
    {
        var tensor = torch.empty(shape, TypeOf<T>());
        var elements = tensor.Elements<T>();
        if (elements.Length != values.Length)
        {
            tensor.Dispose();
            var sizes = string.Join(", ", shape.ToArray());
            throw new ArgumentException($"[{sizes}] has {elements.Length} elements, not {values.Length}.", nameof(shape));
        }

        values.CopyTo(elements);
        return device is null || device.type == DeviceType.CPU ? tensor : tensor.to(device, disposeAfter: true);
    }

    /// <inheritdoc cref="From{T}(ReadOnlySpan{T}, ReadOnlySpan{long}, Device?)"/>
    public static Tensor From<T>(T[] values, ReadOnlySpan<long> shape, Device? device = null) where T : unmanaged =>
        From((ReadOnlySpan<T>)values, shape, device);

    /// <summary>
    /// The elements themselves, in row-major order, without a copy; valid until the tensor is disposed. Autograd does not see what is
    /// written, so no graph may still need the old values.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous, not on the CPU, or not of type T.</exception>
    public static Span<T> Elements<T>(this Tensor tensor) where T : unmanaged
    {
        var handle = tensor.Handle;
        if ((ScalarType)NativeMethods.THSTensor_type(handle) != TypeOf<T>())
            throw new InvalidOperationException($"A {tensor.dtype} tensor cannot be read as {typeof(T).Name}.");
        if (NativeMethods.THSTensor_device_type(handle) != (int)DeviceType.CPU || NativeMethods.THSTensor_is_contiguous(handle) == 0)
            throw new InvalidOperationException(
                "The elements of the tensor are not in one row of this process's memory; use cpu() or contiguous().");
        return new(NativeMethods.THSTensor_data(handle), checked((int)NativeMethods.THSTensor_numel(handle)));
    }

    /// <summary>Copies all elements in row-major order, converted to T, from whatever device.</summary>
    /// <exception cref="ArgumentException">The span's length is not the number of elements.</exception>
    public static void CopyTo<T>(this Tensor tensor, Span<T> destination) where T : unmanaged
    {
        if (tensor.numel() != destination.Length) throw WrongLength(tensor, destination.Length);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        tensor.to(TypeOf<T>(), new Device(DeviceType.CPU)).contiguous().Elements<T>().CopyTo(destination);
    }

    /// <summary>Overwrites all elements in row-major order, converted from T. Autograd does not see the change.</summary>
    /// <exception cref="ArgumentException">The span's length is not the number of elements.</exception>
    public static void CopyFrom<T>(this Tensor tensor, ReadOnlySpan<T> source) where T : unmanaged
    {
        if (tensor.numel() != source.Length) throw WrongLength(tensor, source.Length);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        tensor.copy_(From(source, tensor.shape));
    }

    /// <summary>All elements in row-major order, converted to T.</summary>
    public static T[] ToArray<T>(this Tensor tensor) where T : unmanaged
    {
        var array = new T[checked((int)tensor.numel())];
        tensor.CopyTo<T>(array);
        return array;
    }

    static ArgumentException WrongLength(Tensor tensor, int length) => new($"The tensor has {tensor.numel()} elements, not {length}.");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarType TypeOf<T>() =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(int) ? ScalarType.Int32
        : typeof(T) == typeof(byte) ? ScalarType.Byte
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : throw new NotSupportedException(
            $"No tensor here has elements of type {typeof(T).Name}; use float, double, long, int, byte or bool.");
}
