using System.Numerics;

namespace LossActors.Learning.Losses.Spans;

/// <summary>
/// sin and cos with each element's bits its own affair: Cody and Waite's reduction by multiples of π/2 in three parts, Taylor's series on
/// [−π/4, π/4]; elements beyond <see cref="Reach"/> go to the scalar function one by one.
/// </summary>
static class Circular
{
    /// <summary>Up to here k·(first two parts of π/2) is exact in float (k &lt; 2^13) and double alike.</summary>
    const double Reach = 12000;

    public static void Sin<T>(ReadOnlySpan<T> x, Span<T> to) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Turn(x, to, cosine: false);

    public static void Cos<T>(ReadOnlySpan<T> x, Span<T> to) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Turn(x, to, cosine: true);

    static void Turn<T>(ReadOnlySpan<T> x, Span<T> to, bool cosine) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = Lanes.Of(x);
        var result = Lanes.Of(to);
        var reach = Vector.Create(T.CreateChecked(Reach));
        // Pairs 1/(n(n+1)), 1/(n(n−1)) for n = 10 or 16 down to 2: the next terms are below half a unit in the last place.
        var terms = typeof(T) == typeof(float) ? 5 : 8;
        Span<Vector<T>> inverses = stackalloc Vector<T>[2 * terms];
        for (var i = 0; i < terms; i++)
        {
            var n = 2 * (terms - i);
            inverses[2 * i] = Vector.Create(T.One / T.CreateTruncating(n * (n + 1)));
            inverses[2 * i + 1] = Vector.Create(T.One / T.CreateTruncating(n * (n - 1)));
        }

        for (var i = 0; i < result.Length; i++)
        {
            var v = source[i];
            var turned = Turn(v, cosine, inverses);
            if (!Vector.LessThanOrEqualAll(Vector.Abs(v), reach)) turned = Far(v, turned, cosine);
            result[i] = turned;
        }
    }

    static Vector<T> Turn<T>(Vector<T> x, bool cosine, ReadOnlySpan<Vector<T>> inverses) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var single = typeof(T) == typeof(float);
        // Adding and taking away 1.5·2^(mantissa bits) rounds to the nearest integer.
        var round = Vector.Create(single ? T.CreateTruncating(12582912f) : T.CreateTruncating(6755399441055744.0));
        var k = x * Vector.Create(T.CreateTruncating(0.63661977236758134308)) + round - round;
        var r = single
            ? x - k * Vector.Create(T.CreateTruncating(1.5703125)) - k * Vector.Create(T.CreateTruncating(4.837512969970703125e-4))
                - k * Vector.Create(T.CreateTruncating(7.5497899548918821e-8))
            : x - k * Vector.Create(T.CreateTruncating(1.57079632673412561417e+00))
                - k * Vector.Create(T.CreateTruncating(6.07710050630396597660e-11))
                - k * Vector.Create(T.CreateTruncating(2.02226624879595063154e-21));
        var square = r * r;
        var (sin, cos) = (Vector<T>.One, Vector<T>.One);
        for (var i = 0; i + 1 < inverses.Length; i += 2)
        {
            sin = Vector<T>.One - sin * square * inverses[i];
            cos = Vector<T>.One - cos * square * inverses[i + 1];
        }

        sin *= r;
        // The quarter turn k mod 4 as −2 … 2: even ones take the function itself, odd ones its sibling.
        var quarter = k - ((k * Vector.Create(T.CreateTruncating(0.25)) + round - round) * Vector.Create(T.CreateTruncating(4)));
        var odd = Vector.Equals(Vector.Abs(quarter), Vector<T>.One);
        var value = cosine ? Vector.ConditionalSelect(odd, sin, cos) : Vector.ConditionalSelect(odd, cos, sin);
        var half = Vector.Equals(Vector.Abs(quarter), Vector.Create(T.CreateTruncating(2)));
        var negative = half | Vector.Equals(quarter, cosine ? Vector<T>.One : -Vector<T>.One);
        return Vector.ConditionalSelect(negative, -value, value);
    }

    static Vector<T> Far<T>(Vector<T> x, Vector<T> turned, bool cosine) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < Vector<T>.Count; i++)
            if (!(T.Abs(x[i]) <= T.CreateTruncating(Reach)))
                turned = turned.WithElement(i, cosine ? T.Cos(x[i]) : T.Sin(x[i]));
        return turned;
    }
}
