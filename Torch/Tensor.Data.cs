using System.Numerics;
using System.Runtime.CompilerServices;
using LossActors.Torch.Interop;

namespace LossActors.Torch;

public sealed unsafe partial class Tensor
{
    /// <summary>
    /// The elements themselves, in row-major order, without a copy. Valid until the tensor is disposed or resized; writing through
    /// it by other means than this view is seen at once.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous, not on the CPU, or not of type T.</exception>
    public ReadOnlySpan<T> data<T>() where T : unmanaged
    {
        var type = ElementType.Of<T>();
        if (dtype != type)
            throw new InvalidOperationException($"A {dtype} tensor cannot be read as {typeof(T).Name}; convert it with to(torch.{type.ToString().ToLowerInvariant()}).");
        long count = numel();
        void* first = NativeMethods.la_data(Handle);
        if (first is null && count > 0)
            throw new InvalidOperationException($"The elements of {this} are not in one block of this process's memory; use cpu() or contiguous().");
        return new(first, checked((int)count));
    }

    /// <summary>Copies all elements in row-major order, converted to T, from whatever device.</summary>
    /// <exception cref="TorchException">The span's length is not <see cref="numel"/>.</exception>
    public void copy_to<T>(Span<T> destination) where T : unmanaged
    {
        fixed (T* first = destination)
            NativeMethods.Check(NativeMethods.la_copy_out(Handle, first, (long)destination.Length * sizeof(T), (int)ElementType.Of<T>()), nameof(copy_to));
        GC.KeepAlive(this);
    }

    /// <summary>Overwrites all elements in row-major order, converted from T. Autograd does not see the change.</summary>
    /// <exception cref="TorchException">The span's length is not <see cref="numel"/>.</exception>
    public Tensor copy_from<T>(ReadOnlySpan<T> source) where T : unmanaged
    {
        fixed (T* first = source)
            NativeMethods.Check(NativeMethods.la_copy_in(Handle, first, source.Length, (int)ElementType.Of<T>()), nameof(copy_from));
        GC.KeepAlive(this);
        return this;
    }

    /// <summary>All elements in row-major order, converted to T.</summary>
    public T[] to_array<T>() where T : unmanaged
    {
        var array = new T[checked((int)numel())];
        copy_to<T>(array);
        return array;
    }

    /// <summary>The element of a tensor that has one, converted to T. Waits for the device.</summary>
    /// <exception cref="InvalidOperationException">The tensor has more or fewer elements.</exception>
    [SkipLocalsInit]
    public T item<T>() where T : unmanaged, INumber<T>
    {
        if (numel() != 1)
            throw new InvalidOperationException($"item() takes a tensor of one element; this is {this}.");
        void* at = NativeMethods.la_data(Handle);
        T value = at is null ? default : ElementType.Read<T>(at, dtype, out at);
        if (at is null)
            NativeMethods.Check(NativeMethods.la_copy_out(Handle, &value, sizeof(T), (int)ElementType.Of<T>()), nameof(item));
        GC.KeepAlive(this);
        return value;
    }
}
