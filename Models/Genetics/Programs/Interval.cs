using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Programs;

/// <summary>Bounds of a value over all inputs. Proves that a guard can never act.</summary>
readonly record struct Interval(double Low, double High)
{
    // Relative room for the roundings of float32 executors.
    const double Slack = 1e-3;

    // What a float32 executor may lose, beside the operands, where they cancel.
    const double Cancellation = 1e-4;

    public static readonly Interval All = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Interval Unit = new(0, 1);
    public static readonly Interval Symmetric = new(-1, 1);

    public static Interval Point(double value) => new(value, value);

    public bool SurelyAtLeast(double bound) => Low >= bound + Math.Abs(bound) * Slack;

    public bool SurelyBelow(double bound) => High <= bound - Math.Abs(bound) * Slack - 1e-30;

    /// <summary>|x| ≥ ε holds everywhere.</summary>
    public bool SurelyAwayFromZero => SurelyAtLeast(Guards.Epsilon) || High <= -Guards.Epsilon * (1 + Slack);

    public static Interval Of(OpCode op, Interval a, Interval b) => op switch
    {
        OpCode.Target or OpCode.Probability or OpCode.AtLeast or OpCode.Sigmoid => Unit,
        OpCode.LogProbability => new(double.NegativeInfinity, 0),
        OpCode.Classes => new(2, int.MaxValue),
        OpCode.Sin or OpCode.Cos or OpCode.Tanh or OpCode.Sign => Symmetric,
        OpCode.Add => Widen(a.Low + b.Low, a.High + b.High),
        OpCode.Subtract => Widen(a.Low - b.High, a.High - b.Low),
        OpCode.Multiply => Product(a, b),
        OpCode.Min => new(Math.Min(a.Low, b.Low), Math.Min(a.High, b.High)),
        OpCode.Max => new(Math.Max(a.Low, b.Low), Math.Max(a.High, b.High)),
        OpCode.Negate => new(-a.High, -a.Low),
        OpCode.Abs => Magnitude(a),
        OpCode.Sqrt => Widen(a.Low <= 0 ? 0 : Math.Sqrt(a.Low), Math.Sqrt(Math.Max(a.High, 0))),
        OpCode.Exp => Widen(ScalarMath.Exp(a.Low), ScalarMath.Exp(a.High)),
        OpCode.Expm1 => Widen(ScalarMath.Expm1(a.Low), ScalarMath.Expm1(a.High)),
        OpCode.Log => a.Low > 0 ? Widen(ScalarMath.Log(a.Low), ScalarMath.Log(a.High)) : All,
        OpCode.Divide when b.Low > 0 || b.High < 0 => Product(a, new(1 / b.High, 1 / b.Low)),
        OpCode.AwayFromZero when a.SurelyAwayFromZero => a,
        OpCode.AwayFromZero when a.Low >= 0 => new(Math.Max(a.Low, Guards.Epsilon), Math.Max(a.High, Guards.Epsilon)),
        _ => All,
    };

    /// <summary>
    /// The bounds of an operation's result with room for what float32 loses where operands cancel: 1000 + p − 999.9999 may be 0 there.
    /// </summary>
    public Interval Loosened(OpCode op, Interval a, Interval b) => op switch
    {
        OpCode.Add => new(Low - Lost(a.Low, b.Low), High + Lost(a.High, b.High)),
        OpCode.Subtract => new(Low - Lost(a.Low, -b.High), High + Lost(a.High, -b.Low)),
        OpCode.Log => new(Low - Cancellation, High + Cancellation),
        _ => this,
    };

    /// <summary>x², tighter than the product of x with itself.</summary>
    public static Interval Square(Interval a)
    {
        var m = Magnitude(a);
        return Widen(m.Low * m.Low, m.High * m.High);
    }

    static Interval Magnitude(Interval a) =>
        a.Low >= 0 ? a : a.High <= 0 ? new(-a.High, -a.Low) : new(0, Math.Max(-a.Low, a.High));

    static Interval Product(Interval a, Interval b)
    {
        var (w, x, y, z) = (Times(a.Low, b.Low), Times(a.Low, b.High), Times(a.High, b.Low), Times(a.High, b.High));
        return Widen(Math.Min(Math.Min(w, x), Math.Min(y, z)), Math.Max(Math.Max(w, x), Math.Max(y, z)));
    }

    static double Lost(double a, double b) => a > 0 == b > 0 || a == 0 || b == 0 || double.IsInfinity(a) || double.IsInfinity(b)
        ? 0
        : Cancellation * Math.Max(Math.Abs(a), Math.Abs(b));

    // An infinite bound is a limit, not a value: 0 times it is 0.
    static double Times(double a, double b) => a == 0 || b == 0 ? 0 : a * b;

    static Interval Widen(double low, double high) => double.IsNaN(low) || double.IsNaN(high) ? All : new(low, high);
}
