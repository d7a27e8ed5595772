using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Programs;

/// <summary>The operations of <see cref="OpCode"/> on doubles: the reference for every executor.</summary>
public static class ScalarOperations
{
    /// <summary>Applies a unary or binary operation; b is ignored by the unary ones.</summary>
    public static double Apply(OpCode op, double a, double b) => op switch
    {
        OpCode.Add => a + b,
        OpCode.Subtract => a - b,
        OpCode.Multiply => a * b,
        OpCode.Divide => a / b,
        OpCode.Min => Math.Min(a, b),
        OpCode.Max => Math.Max(a, b),
        OpCode.AtLeast => a >= b ? 1 : 0,
        OpCode.Negate => -a,
        OpCode.Abs => Math.Abs(a),
        OpCode.Sign => a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : double.NaN,
        OpCode.AwayFromZero => !(Math.Abs(a) < Guards.Epsilon) ? a : a < 0 ? -Guards.Epsilon : Guards.Epsilon,
        OpCode.Sqrt => Math.Sqrt(a),
        OpCode.Exp => ScalarMath.Exp(a),
        OpCode.Expm1 => ScalarMath.Expm1(a),
        OpCode.Log => ScalarMath.Log(a),
        OpCode.Sin => ScalarMath.Sin(a),
        OpCode.Cos => ScalarMath.Cos(a),
        OpCode.Tanh => ScalarMath.Tanh(a),
        OpCode.Sigmoid => ScalarMath.Sigmoid(a),
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "an input or a constant is not an operation"),
    };
}
