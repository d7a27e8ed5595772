using System.Collections.Immutable;

namespace LossActors.Genetics.Expressions;

/// <summary>Names and arities of the operators.</summary>
public static class Ops
{
    /// <summary>Written as name(arguments).</summary>
    public static ImmutableArray<Op> Functions { get; } =
    [
        Op.Square, Op.Sqrt, Op.Log, Op.Exp, Op.Sin, Op.Cos, Op.Tanh, Op.Sigmoid, Op.Abs, Op.Min, Op.Max, Op.Pow, Op.Root,
    ];

    /// <summary>y, p, z and C.</summary>
    public static ImmutableArray<Op> Inputs { get; } = [Op.Y, Op.P, Op.Z, Op.C];

    /// <summary>Number of arguments; 0 for a leaf. The k of a root counts.</summary>
    public static int Arity(this Op op) => op switch
    {
        <= Op.C => 0,
        <= Op.Pow or Op.Root => 2,
        _ => 1,
    };

    /// <summary>How an input or a function is written, or the sign of an arithmetic operator.</summary>
    public static string Symbol(this Op op) => op switch
    {
        Op.Constant => "number",
        Op.Y => "y",
        Op.P => "p",
        Op.Z => "z",
        Op.C => "C",
        Op.Add => "+",
        Op.Subtract => "-",
        Op.Multiply => "*",
        Op.Divide => "/",
        Op.Min => "min",
        Op.Max => "max",
        Op.Pow => "pow",
        Op.Negate => "neg",
        Op.Square => "square",
        Op.Sqrt => "sqrt",
        Op.Log => "log",
        Op.Exp => "exp",
        Op.Sin => "sin",
        Op.Cos => "cos",
        Op.Tanh => "tanh",
        Op.Sigmoid => "sigmoid",
        Op.Abs => "abs",
        Op.Root => "root",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an operator"),
    };
}
