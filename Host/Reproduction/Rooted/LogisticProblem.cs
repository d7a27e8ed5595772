using LossActors.Genetics.Numerics;
using LossActors.Genetics.Randomness;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>
/// Points on both sides of a hyperplane through 0, each already multiplied by its label ±1: a weight w classifies x rightly if w·x > 0.
/// </summary>
sealed class LogisticProblem
{
    public const int Dimensions = 10;

    readonly double[] points;

    /// <param name="margin">What every point is moved away from the hyperplane.</param>
    /// <param name="condition">
    /// Standard deviation of the first coordinate over that of the last; those between fall off geometrically.
    /// </param>
    public LogisticProblem(int count, double margin, double condition, ulong draw)
    {
        Count = count;
        points = new double[count * Dimensions];
        var random = Philox.Stream(draw, 0, 0, Purpose.Data);
        var normal = new double[Dimensions];
        foreach (ref var u in normal.AsSpan()) u = random.NextNormal();
        var length = Norm(normal);
        foreach (ref var u in normal.AsSpan()) u /= length;
        for (var i = 0; i < count; i++)
        {
            var point = points.AsSpan(i * Dimensions, Dimensions);
            foreach (ref var x in point) x = random.NextNormal();
            var side = Dot(point, normal) < 0 ? -1 : 1;
            for (var j = 0; j < Dimensions; j++)
                point[j] = (side * point[j] + margin * normal[j]) * ScalarMath.Exp(-ScalarMath.Log(condition) * j / (Dimensions - 1));
        }
    }

    public int Count { get; }

    public ReadOnlySpan<double> Point(int i) => points.AsSpan(i * Dimensions, Dimensions);

    /// <summary>
    /// The direction of the shortest w with w·x ≥ 1 for all points, which gradient descent on logistic losses turns to: Hildreth's
    /// method, one multiplier at a time.
    /// </summary>
    public double[] MinimumNorm(int sweeps = 20_000)
    {
        var w = new double[Dimensions];
        var multipliers = new double[Count];
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            var moved = 0.0;
            for (var i = 0; i < Count; i++)
            {
                var x = Point(i);
                var step = Math.Max((1 - Dot(x, w)) / Dot(x, x), -multipliers[i]);
                multipliers[i] += step;
                for (var j = 0; j < Dimensions; j++) w[j] += step * x[j];
                moved = Math.Max(moved, Math.Abs(step));
            }

            if (moved < 1e-12 * (1 + Norm(w))) break;
        }

        return w;
    }

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var j = 0; j < a.Length; j++) sum += a[j] * b[j];
        return sum;
    }

    public static double Norm(ReadOnlySpan<double> a) => Math.Sqrt(Dot(a, a));
}
