using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Expressions;

/// <summary>
/// The value of a body at one entry, straight from the tree and the guard table. Slow and plain; it gives the same bits on every processor.
/// </summary>
public static class Evaluator
{
    /// <summary>Evaluates the body.</summary>
    /// <param name="e">The body.</param>
    /// <param name="y">Target entry.</param>
    /// <param name="logP">ℓ = log_softmax(z) at the entry; p is e^ℓ.</param>
    /// <param name="z">Logit.</param>
    /// <param name="classes">C.</param>
    public static double Value(Expr e, double y, double logP, double z, int classes)
    {
        switch (e.Op)
        {
            case Op.Constant: return e.Value;
            case Op.Y: return y;
            case Op.P: return ScalarMath.Exp(logP);
            case Op.Z: return z;
            case Op.C: return classes;
            case Op.Log: return LogOf(e.Args[0]);
            case Op.Sqrt when e.Args[0].Op == Op.P: return ScalarMath.Exp(logP / 2);
            case Op.Pow: return CappedExp(Of(e.Args[1]) * LogOf(e.Args[0]));
            case Op.Root: return e.Args[0].Value * ScalarMath.Expm1(LogOf(e.Args[1]) / e.Args[0].Value);
            case Op.Subtract when e.Args[1].Op == Op.P && e.Args[0] is { Op: Op.Constant, Value: 1 }: return -ScalarMath.Expm1(logP);
        }

        var a = Of(e.Args[0]);
        var b = e.Args.Length == 2 ? Of(e.Args[1]) : 0;
        return e.Op switch
        {
            Op.Add => a + b,
            Op.Subtract => a - b,
            Op.Multiply => a * b,
            Op.Divide => a / (!(Math.Abs(b) < Guards.Epsilon) ? b : b < 0 ? -Guards.Epsilon : Guards.Epsilon),
            Op.Min => Math.Min(a, b),
            Op.Max => Math.Max(a, b),
            Op.Negate => -a,
            Op.Square => a * a,
            Op.Sqrt => Math.Sqrt(Math.Max(Math.Abs(a), Guards.Epsilon)),
            Op.Exp => CappedExp(a),
            Op.Sin => ScalarMath.Sin(a),
            Op.Cos => ScalarMath.Cos(a),
            Op.Tanh => ScalarMath.Tanh(a),
            Op.Sigmoid => ScalarMath.Sigmoid(a),
            Op.Abs => Math.Abs(a),
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.Op, "no value"),
        };

        double Of(Expr arg) => Value(arg, y, logP, z, classes);

        double LogOf(Expr arg) => arg.Op == Op.P ? logP : ScalarMath.Log(Math.Max(Math.Abs(Of(arg)), Guards.Epsilon));

        static double CappedExp(double x) => ScalarMath.Exp(Math.Min(x, Guards.MaxExponent));
    }
}
