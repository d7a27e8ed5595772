using System.Diagnostics;
using System.Runtime.CompilerServices;
using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>
/// A tensor of libtorch. It holds native memory until it is disposed, by hand or by the <see cref="DisposeScope"/> that was open
/// on the thread when it was made; a finaliser frees only those made outside every scope. Operations may run on
/// any thread, but not on one tensor while another thread changes or disposes it.
/// </summary>
/// <remarks>Members carry PyTorch's names; a trailing underscore marks those that change the tensor and return it.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed unsafe partial class Tensor : IDisposable
{
    nint handle;
    Guard? guard;
    DisposeScope? scope;
    int place;

    internal Tensor(nint handle)
    {
        this.handle = handle;
        LiveTensors.Add(1);
        if (DisposeScope.Innermost is { } open)
            (scope, place) = (open, open.Add(this));
        else
            guard = new Guard(handle);
    }

    internal nint Handle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            nint value = handle;
            if (value == 0)
                ThrowDisposed();
            return value;
        }
    }

    /// <summary>True once the native memory is given back. Every operation then throws <see cref="ObjectDisposedException"/>.</summary>
    public bool IsInvalid => handle == 0;

    /// <summary>Gives the native memory back now. May be called twice.</summary>
    public void Dispose()
    {
        nint released = Take();
        if (released == 0)
            return;
        LeaveScope();
        NativeMethods.la_release(released);
    }

    /// <summary>Leaves the scope that would dispose this tensor, which then lives until it is disposed by hand or collected.</summary>
    public Tensor DetachFromDisposeScope()
    {
        LeaveScope();
        guard ??= new Guard(Handle);
        return this;
    }

    /// <summary>Hands this tensor from its scope to the scope around that one; outside the outermost, it belongs to none.</summary>
    public Tensor MoveToOuterDisposeScope()
    {
        if (scope?.Outer is not { } outer)
            return DetachFromDisposeScope();
        LeaveScope();
        (scope, place) = (outer, outer.Add(this));
        return this;
    }

    /// <summary>A second owner of the same native tensor, not a copy of its data.</summary>
    public Tensor alias() => new(NativeMethods.la_share(Handle));

    /// <summary>Element type, shape and device: <c>Float32 [3, 4] cpu</c>.</summary>
    public override string ToString() => IsInvalid ? "disposed" : $"{dtype} [{string.Join(", ", shape)}] {device}";

    /// <summary>Ends ownership without a native call; the caller releases the handle.</summary>
    internal nint Take()
    {
        nint released = Interlocked.Exchange(ref handle, 0);
        if (released == 0)
            return 0;
        LiveTensors.Add(-1);
        guard?.Dispose();
        guard = null;
        return released;
    }

    internal int Place { get => place; set => place = value; }

    void LeaveScope()
    {
        scope?.Remove(this);
        scope = null;
    }

    void ThrowDisposed() => throw new ObjectDisposedException(nameof(Tensor), "This tensor was disposed, by hand or by the scope it was made in.");

    sealed class Guard(nint handle) : IDisposable
    {
        public void Dispose() => GC.SuppressFinalize(this);

        ~Guard()
        {
            LiveTensors.Add(-1);
            NativeMethods.la_release(handle);
        }
    }
}
