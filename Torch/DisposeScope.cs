using System.Runtime.InteropServices;
using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>
/// Disposes, when it is disposed, every tensor that its thread made meanwhile and that was not moved out. Scopes nest. A scope
/// belongs to the thread that opened it; do not hold one across an <c>await</c>.
/// </summary>
public sealed unsafe class DisposeScope : IDisposable
{
    [ThreadStatic] static DisposeScope? innermost;
    [ThreadStatic] static List<Tensor>? spare;

    readonly List<Tensor> tensors;
    readonly int thread = Environment.CurrentManagedThreadId;
    bool disposed;

    internal DisposeScope()
    {
        tensors = spare ?? [];
        spare = null;
        Outer = innermost;
        innermost = this;
    }

    internal static DisposeScope? Innermost => innermost;

    internal DisposeScope? Outer { get; }

    /// <summary>Tensors that this scope will dispose.</summary>
    public int Count => tensors.Count;

    /// <summary>Disposes the scope's tensors, and the scopes opened inside it that are still open.</summary>
    /// <exception cref="InvalidOperationException">Called on another thread than the one that opened the scope.</exception>
    public void Dispose()
    {
        if (disposed)
            return;
        if (thread != Environment.CurrentManagedThreadId)
            throw new InvalidOperationException("A dispose scope must be disposed on the thread that opened it.");
        while (innermost is { } inner && inner != this)
            inner.Dispose();
        innermost = Outer;
        disposed = true;
        ReleaseAll();
    }

    internal int Add(Tensor tensor)
    {
        tensors.Add(tensor);
        return tensors.Count - 1;
    }

    internal void Remove(Tensor tensor)
    {
        // Another thread must not touch the list; its owner finds the tensor already disposed.
        if (disposed || thread != Environment.CurrentManagedThreadId)
            return;
        int last = tensors.Count - 1, place = tensor.Place;
        if (place > last || tensors[place] != tensor)
            return;
        var moved = tensors[last];
        tensors[place] = moved;
        moved.Place = place;
        tensors.RemoveAt(last);
    }

    void ReleaseAll()
    {
        const int Batch = 128;
        nint* handles = stackalloc nint[Batch];
        int count = 0;
        foreach (var tensor in CollectionsMarshal.AsSpan(tensors))
        {
            nint handle = tensor.Take();
            if (handle == 0)
                continue;
            handles[count++] = handle;
            if (count < Batch)
                continue;
            NativeMethods.la_release_all(handles, count);
            count = 0;
        }
        if (count > 0)
            NativeMethods.la_release_all(handles, count);
        tensors.Clear();
        spare = tensors;
    }
}
