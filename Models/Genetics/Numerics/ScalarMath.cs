namespace LossActors.Genetics.Numerics;

/// <summary>
/// Exponential, logarithm and their kin in double precision from + − × ÷ and bit operations alone, so that every processor
/// gives the same bits. What enters a decision (probes, fingerprints, generated data) uses these and never <see cref="Math"/>,
/// whose transcendentals differ between C libraries. Within 2 ulp of the exact value unless a function says otherwise.
/// </summary>
public static class ScalarMath
{
    // ln 2 in two parts; the first has 32 trailing zero bits, so that k·Ln2Hi is exact for any exponent k.
    const double Ln2Hi = 6.93147180369123816490e-01;
    const double Ln2Lo = 1.90821492927058770002e-10;
    const double InverseLn2 = 1.44269504088896338700;
    const double Sqrt2 = 1.41421356237309514547;

    const double MaxExp = 709.782712893384;
    const double MinExp = -745.1332191019412;

    /// <summary>e^x; 0 below −745.13, +∞ above 709.78.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > MaxExp) return double.PositiveInfinity;
        if (x < MinExp) return 0;
        var k = Math.Floor(x * InverseLn2 + 0.5);
        var r = x - k * Ln2Hi - k * Ln2Lo;
        return Scale(1 + Expm1Reduced(r), (int)k);
    }

    /// <summary>e^x − 1, accurate near 0.</summary>
    public static double Expm1(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > MaxExp) return double.PositiveInfinity;
        if (x < -40) return -1;
        var k = Math.Floor(x * InverseLn2 + 0.5);
        if (k == 0) return Expm1Reduced(x);
        var r = x - k * Ln2Hi - k * Ln2Lo;
        var m = Expm1Reduced(r);
        if (k > 60) return Scale(1 + m, (int)k);
        var power = Scale(1, (int)k);
        return power * m + (power - 1);
    }

    /// <summary>Natural logarithm; −∞ at 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (double.IsNaN(x) || x < 0) return double.NaN;
        if (x == 0) return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x)) return x;
        var k = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984.0; // 2^54: out of the subnormals
            k = -54;
        }

        var bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > Sqrt2)
        {
            m *= 0.5;
            k++;
        }

        var f = m - 1;
        var s = f / (2 + f);
        var t = s * s;
        // log(1+f) = 2·atanh(s) = f − s·(f − tail), which keeps the leading term exact.
        var tail = t * (2.0 / 3 + t * (2.0 / 5 + t * (2.0 / 7 + t * (2.0 / 9 + t * (2.0 / 11 + t * (2.0 / 13
            + t * (2.0 / 15 + t * (2.0 / 17 + t * (2.0 / 19 + t * (2.0 / 21))))))))));
        return k == 0 ? f - s * (f - tail) : k * Ln2Hi + (f - (s * (f - tail) - k * Ln2Lo));
    }

    /// <summary>Hyperbolic tangent.</summary>
    public static double Tanh(double x)
    {
        var a = Math.Abs(x);
        if (!(a < 22)) return double.IsNaN(x) ? x : Math.CopySign(1, x);
        double t;
        if (a < 0.5)
        {
            var e = Expm1(2 * a);
            t = e / (e + 2);
        }
        else
        {
            t = 1 - 2 / (Exp(2 * a) + 1);
        }

        return Math.CopySign(t, x);
    }

    /// <summary>1 / (1 + e^−x).</summary>
    public static double Sigmoid(double x)
    {
        if (x >= 0) return 1 / (1 + Exp(-x));
        var e = Exp(x);
        return e / (1 + e);
    }

    /// <summary>
    /// Sine of x radians: 2 ulp up to 2^20; beyond that of x mod 2π with π rounded to double (finite and repeatable, not exact).
    /// </summary>
    public static double Sin(double x)
    {
        if (!double.IsFinite(x)) return double.NaN;
        var (quadrant, r, low) = ReduceByHalfPi(x);
        return quadrant switch
        {
            0 => SinReduced(r, low),
            1 => CosReduced(r, low),
            2 => -SinReduced(r, low),
            _ => -CosReduced(r, low),
        };
    }

    /// <summary>Cosine of x radians, with the range of <see cref="Sin"/>.</summary>
    public static double Cos(double x)
    {
        if (!double.IsFinite(x)) return double.NaN;
        var (quadrant, r, low) = ReduceByHalfPi(x);
        return quadrant switch
        {
            0 => CosReduced(r, low),
            1 => -SinReduced(r, low),
            2 => -CosReduced(r, low),
            _ => SinReduced(r, low),
        };
    }

    /// <summary>e^r − 1 for |r| ≤ ln2/2 by Taylor's series, whose remainder is below 2^-57 there.</summary>
    static double Expm1Reduced(double r)
    {
        var q = 1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040 + r * (1.0 / 40320 + r * (1.0 / 362880
            + r * (1.0 / 3628800 + r * (1.0 / 39916800 + r * (1.0 / 479001600 + r * (1.0 / 6227020800))))))))));
        return r + r * r * (0.5 + r * q);
    }

    static double Scale(double x, int k)
    {
        if (k >= -1021)
            return k <= 1023
                ? x * BitConverter.Int64BitsToDouble((long)(k + 1023) << 52)
                : x * 2 * BitConverter.Int64BitsToDouble((long)(k - 1 + 1023) << 52);
        // One rounding only on the way into the subnormals.
        return x * BitConverter.Int64BitsToDouble((long)(k + 54 + 1023) << 52) * 5.5511151231257827e-17;
    }

    // π/2 in three parts of 33 bits, and what is left.
    const double HalfPi1 = 1.57079632673412561417e+00;
    const double HalfPi2 = 6.07710050630396597660e-11;
    const double HalfPi3 = 2.02226624871116645580e-21;
    const double HalfPi3Tail = 8.47842766036889956997e-32;
    const double TwoOverPi = 0.63661977236758134308;

    static (int Quadrant, double R, double Low) ReduceByHalfPi(double x)
    {
        if (Math.Abs(x) > 1048576) x %= 6.283185307179586;
        var n = Math.Floor(x * TwoOverPi + 0.5);
        // The first two products are exact for |n| < 2^20; each subtraction's rounding is kept in low.
        var a = x - n * HalfPi1;
        var (b, bLow) = TwoDifference(a, n * HalfPi2);
        var (c, cLow) = TwoDifference(b, n * HalfPi3);
        var low = bLow + cLow - n * HalfPi3Tail;
        var r = c + low;
        return ((int)(((long)n % 4 + 4) % 4), r, c - r + low);
    }

    static (double Sum, double Error) TwoDifference(double a, double b)
    {
        var sum = a - b;
        var back = sum - a;
        return (sum, a - (sum - back) - (b + back));
    }

    static double SinReduced(double r, double low)
    {
        var t = r * r;
        var q = -1.0 / 6 + t * (1.0 / 120 + t * (-1.0 / 5040 + t * (1.0 / 362880 + t * (-1.0 / 39916800 + t * (1.0 / 6227020800
            + t * (-1.0 / 1307674368000 + t * (1.0 / 355687428096000)))))));
        return r + (r * t * q + low * (1 - 0.5 * t));
    }

    static double CosReduced(double r, double low)
    {
        var t = r * r;
        var q = 1.0 / 24 + t * (-1.0 / 720 + t * (1.0 / 40320 + t * (-1.0 / 3628800 + t * (1.0 / 479001600 + t * (-1.0 / 87178291200
            + t * (1.0 / 20922789888000 + t * (-1.0 / 6402373705728000)))))));
        var half = 0.5 * t;
        var w = 1 - half;
        return w + (1 - w - half + (t * t * q - r * low));
    }
}
