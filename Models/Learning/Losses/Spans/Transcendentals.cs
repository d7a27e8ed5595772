using System.Numerics;
using System.Numerics.Tensors;

namespace LossActors.Learning.Losses.Spans;

/// <summary>
/// exp and its kin such that each element's bits depend on that element alone. TensorPrimitives takes another path for a whole vector
/// when one of its elements is large, small or NaN (sin and cos; exp in double precision), and its tanh and expm1 lose all digits near 0.
/// Lengths are multiples of <see cref="Lanes.Step"/>; a destination may be the operand, a scratch span may not.
/// </summary>
static class Transcendentals
{
    /// <summary>e^x, in double precision 0 below −708 and ∞ above 708: M = 80 keeps programs away from there.</summary>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> to, Span<T> scratch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            TensorPrimitives.Exp(x, to);
            return;
        }

        var (lowest, highest) = (Vector.Create(T.CreateChecked(-708)), Vector.Create(T.CreateChecked(708)));
        var infinity = Vector.Create(T.PositiveInfinity);
        var source = Lanes.Of(x);
        var safe = Lanes.Of(scratch[..x.Length]);
        for (var i = 0; i < safe.Length; i++)
        {
            var v = Vector.Min(Vector.Max(source[i], lowest), highest);
            safe[i] = Vector.ConditionalSelect(Vector.Equals(v, v), v, Vector<T>.Zero);
        }

        TensorPrimitives.Exp<T>(scratch[..x.Length], scratch[..x.Length]);
        var result = Lanes.Of(to);
        for (var i = 0; i < result.Length; i++)
        {
            var v = source[i];
            var value = Vector.ConditionalSelect(Vector.LessThan(v, lowest), Vector<T>.Zero, safe[i]);
            value = Vector.ConditionalSelect(Vector.GreaterThan(v, highest), infinity, value);
            result[i] = Vector.ConditionalSelect(Vector.Equals(v, v), value, v);
        }
    }

    /// <summary>e^x − 1, accurate near 0.</summary>
    public static void Expm1<T>(ReadOnlySpan<T> x, Span<T> to, Span<T> power, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        power = power[..x.Length];
        Exp(x, power, scratch);
        var source = Lanes.Of(x);
        var powers = Lanes.Of(power);
        var result = Lanes.Of(to);
        Span<Vector<T>> inverses = stackalloc Vector<T>[MostTerms];
        inverses = Inverses(inverses);
        for (var i = 0; i < result.Length; i++) result[i] = Expm1(source[i], powers[i], inverses);
    }

    /// <summary>tanh x = −E/(E + 2) with E = expm1(−2|x|) ≤ 0, and x's sign.</summary>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> to, Span<T> power, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        power = power[..x.Length];
        var minusTwo = Vector.Create(T.CreateChecked(-2));
        var source = Lanes.Of(x);
        var powers = Lanes.Of(power);
        var result = Lanes.Of(to);
        for (var i = 0; i < powers.Length; i++) powers[i] = Vector.Abs(source[i]) * minusTwo;
        Exp(power, power, scratch);
        Span<Vector<T>> inverses = stackalloc Vector<T>[MostTerms];
        inverses = Inverses(inverses);
        for (var i = 0; i < result.Length; i++)
        {
            var v = source[i];
            var e = Expm1(Vector.Abs(v) * minusTwo, powers[i], inverses);
            var t = e / (minusTwo - e);
            result[i] = Vector.ConditionalSelect(Vector.LessThan(v, Vector<T>.Zero), -t, t);
        }
    }

    /// <summary>1/(1 + e^−x)</summary>
    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> to, Span<T> scratch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Negate(x, to);
        Exp(to, to, scratch);
        var result = Lanes.Of(to);
        for (var i = 0; i < result.Length; i++) result[i] = Vector<T>.One / (Vector<T>.One + result[i]);
    }

    const int MostTerms = 14;

    /// <summary>1/n for n from the last term of the series down to 2.</summary>
    static Span<Vector<T>> Inverses<T>(Span<Vector<T>> room) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        room = room[..(typeof(T) == typeof(float) ? 8 : MostTerms)];
        for (var i = 0; i < room.Length; i++) room[i] = Vector.Create(T.One / T.CreateTruncating(room.Length + 1 - i));
        return room;
    }

    /// <summary>Taylor's series where |x| &lt; ½, elsewhere e^x − 1, which loses at most a bit there.</summary>
    static Vector<T> Expm1<T>(Vector<T> x, Vector<T> power, ReadOnlySpan<Vector<T>> inverses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var series = Vector<T>.One;
        foreach (var inverse in inverses) series = Vector<T>.One + series * x * inverse;
        var near = Vector.LessThan(Vector.Abs(x), Vector.Create(T.CreateChecked(0.5)));
        return Vector.ConditionalSelect(near, series * x, power - Vector<T>.One);
    }
}
