using System.Numerics;
using System.Runtime.CompilerServices;

namespace LossActors.Learning.Losses.Spans;

/// <summary>
/// Loops over whole vectors for what TensorPrimitives lacks. Lengths are multiples of <see cref="Lanes.Step"/>; a destination may be an
/// operand. Each element's bits depend on that element alone.
/// </summary>
static class ElementwiseLoops
{
    /// <summary>1 where a ≥ b, else 0.</summary>
    public static void AtLeast<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Lanes.Of(a);
        var y = Lanes.Of(b);
        var z = Lanes.Of(to);
        for (var i = 0; i < z.Length; i++) z[i] = One(Vector.GreaterThanOrEqual(x[i], y[i]));
    }

    /// <inheritdoc cref="AtLeast{T}(ReadOnlySpan{T},ReadOnlySpan{T},Span{T})"/>
    public static void AtLeast<T>(ReadOnlySpan<T> a, T b, Span<T> to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Lanes.Of(a);
        var y = Vector.Create(b);
        var z = Lanes.Of(to);
        for (var i = 0; i < z.Length; i++) z[i] = One(Vector.GreaterThanOrEqual(x[i], y));
    }

    /// <inheritdoc cref="AtLeast{T}(ReadOnlySpan{T},ReadOnlySpan{T},Span{T})"/>
    public static void AtLeast<T>(T a, ReadOnlySpan<T> b, Span<T> to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Vector.Create(a);
        var y = Lanes.Of(b);
        var z = Lanes.Of(to);
        for (var i = 0; i < z.Length; i++) z[i] = One(Vector.GreaterThanOrEqual(x, y[i]));
    }

    /// <summary>−1, 0 or 1; NaN for NaN.</summary>
    public static void Sign<T>(ReadOnlySpan<T> a, Span<T> to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Lanes.Of(a);
        var z = Lanes.Of(to);
        for (var i = 0; i < z.Length; i++)
        {
            var v = x[i];
            var signed = One(Vector.GreaterThan(v, Vector<T>.Zero)) - One(Vector.LessThan(v, Vector<T>.Zero));
            z[i] = Vector.ConditionalSelect(Vector.Equals(v, v), signed, v);
        }
    }

    /// <summary>a where |a| ≥ limit or NaN; else limit with a's sign, + for both zeros.</summary>
    public static void AwayFromZero<T>(ReadOnlySpan<T> a, T limit, Span<T> to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Lanes.Of(a);
        var z = Lanes.Of(to);
        var near = Vector.Create(limit);
        for (var i = 0; i < z.Length; i++)
        {
            var v = x[i];
            var pushed = Vector.ConditionalSelect(Vector.LessThan(v, Vector<T>.Zero), -near, near);
            z[i] = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(v), near), pushed, v);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> One<T>(Vector<T> mask) where T : unmanaged, IBinaryFloatingPointIeee754<T> => mask & Vector<T>.One;
}
