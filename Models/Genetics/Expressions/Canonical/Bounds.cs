using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Expressions.Canonical;

/// <summary>Bounds of an expression over all inputs.</summary>
static class Bounds
{
    public static Interval Of(Expr e) => HasInput(e) ? OfInputs(e) : Evaluator.Value(e, 0, 0, 0, 2) is var value && double.IsNaN(value)
        ? Interval.All
        : Interval.Point(value);

    static bool HasInput(Expr e) => e.Args.IsEmpty ? e.Op != Op.Constant : e.Args.Any(HasInput);

    static Interval OfInputs(Expr e) => e.Op switch
    {
        Op.Y or Op.P => Interval.Unit,
        Op.Z => Interval.All,
        Op.C => Interval.Of(OpCode.Classes, default, default),
        Op.Divide => Interval.Of(OpCode.Divide, Of(e.Args[0]), Interval.Of(OpCode.AwayFromZero, Of(e.Args[1]), default)),
        Op.Square => Interval.Square(Of(e.Args[0])),
        Op.Sqrt when e.Args[0].Op == Op.P => Interval.Unit,
        Op.Sqrt => Interval.Of(OpCode.Sqrt, Clamped(e.Args[0]), default),
        Op.Log when e.Args[0].Op == Op.P => Interval.Of(OpCode.LogProbability, default, default),
        Op.Log => Interval.Of(OpCode.Log, Clamped(e.Args[0]), default),
        Op.Exp => Interval.Of(OpCode.Exp, Interval.Of(OpCode.Min, Of(e.Args[0]), Interval.Point(Guards.MaxExponent)), default),
        Op.Pow => new(0, double.PositiveInfinity),
        Op.Root => Interval.All,
        Op.Add => Binary(OpCode.Add, e),
        Op.Subtract => Binary(OpCode.Subtract, e),
        Op.Multiply => Binary(OpCode.Multiply, e),
        Op.Min => Binary(OpCode.Min, e),
        Op.Max => Binary(OpCode.Max, e),
        Op.Negate => Interval.Of(OpCode.Negate, Of(e.Args[0]), default),
        Op.Abs => Interval.Of(OpCode.Abs, Of(e.Args[0]), default),
        Op.Sigmoid => Interval.Unit,
        _ => Interval.Symmetric,
    };

    public static bool NonNegative(Expr e) => Of(e).Low >= 0;

    static Interval Binary(OpCode op, Expr e) => Interval.Of(op, Of(e.Args[0]), Of(e.Args[1]));

    static Interval Clamped(Expr e) =>
        Interval.Of(OpCode.Max, Interval.Of(OpCode.Abs, Of(e), default), Interval.Point(Guards.Epsilon));
}
