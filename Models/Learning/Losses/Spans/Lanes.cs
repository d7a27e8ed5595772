using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LossActors.Learning.Losses.Spans;

/// <summary>Spans seen as vectors of the processor's width.</summary>
static class Lanes
{
    /// <summary>
    /// Every span length is a multiple of this, so that no loop has a scalar tail: scalar and vector forms of a function differ in their
    /// last bit, and a sample's loss must not depend on where in the batch it stands.
    /// </summary>
    public const int Step = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<Vector<T>> Of<T>(ReadOnlySpan<T> span) where T : unmanaged => MemoryMarshal.Cast<T, Vector<T>>(span);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<Vector<T>> Of<T>(Span<T> span) where T : unmanaged => MemoryMarshal.Cast<T, Vector<T>>(span);

    public static int RoundUp(int length) => (length + Step - 1) / Step * Step;
}
