using LossActors.Genetics.Expressions;
using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Variation;

/// <summary>Random trees (Koza 1992): ramped half-and-half, grow and full.</summary>
public static class TreeGrowth
{
    // The shares are ours: arithmetic builds most losses, and what is 0 at y = 0 tells right from wrong.
    static readonly (Op Op, double Weight)[] Operators =
    [
        (Op.Add, 3), (Op.Subtract, 3), (Op.Multiply, 5), (Op.Divide, 1), (Op.Min, 0.5), (Op.Max, 0.5), (Op.Pow, 0.5),
        (Op.Negate, 1), (Op.Square, 1), (Op.Sqrt, 1), (Op.Log, 2), (Op.Exp, 1.5), (Op.Sin, 0.5), (Op.Cos, 0.5), (Op.Tanh, 0.7),
        (Op.Sigmoid, 0.5), (Op.Abs, 0.5), (Op.Root, 1),
    ];

    static readonly (Op Op, double Weight)[] Leaves = [(Op.P, 4), (Op.Y, 4), (Op.Constant, 2), (Op.Z, 0.8), (Op.C, 0.3)];

    static readonly double[] OperatorWeights = [.. Operators.Select(o => o.Weight)];
    static readonly double[] LeafWeights = [.. Leaves.Select(l => l.Weight)];

    // Share of leaves where a growing tree may stop early.
    const double StopEarly = 0.3;

    /// <summary>A tree whose depth is drawn from low … high; a coin decides between <see cref="Full"/> and <see cref="Grow"/>.</summary>
    public static Expr RampedHalfAndHalf(RandomStream draws, int low, int high)
    {
        var depth = draws.NextInt(low, high);
        return draws.NextBool(0.5) ? Full(draws, depth) : Grow(draws, depth);
    }

    /// <summary>Every branch has the given depth.</summary>
    public static Expr Full(RandomStream draws, int depth) => depth == 0 ? Leaf(draws) : Node(draws, depth, Full);

    /// <summary>Branches have at most the given depth.</summary>
    public static Expr Grow(RandomStream draws, int depth) =>
        depth == 0 || draws.NextBool(StopEarly) ? Leaf(draws) : Node(draws, depth, Grow);

    public static Expr Leaf(RandomStream draws)
    {
        var op = Leaves[draws.PickWeighted(LeafWeights)].Op;
        return op == Op.Constant ? ConstantDraw.New(draws) : Expr.Leaf(op);
    }

    internal static Op Operator(RandomStream draws, int arity, Op except)
    {
        Span<double> weights = stackalloc double[Operators.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            var (op, weight) = Operators[i];
            weights[i] = op.Arity() == arity && op != except && op != Op.Root ? weight : 0;
        }

        return Operators[draws.PickWeighted(weights)].Op;
    }

    static Expr Node(RandomStream draws, int depth, Func<RandomStream, int, Expr> branch)
    {
        var op = Operators[draws.PickWeighted(OperatorWeights)].Op;
        if (op == Op.Root) return Expr.Node(op, ConstantDraw.NewRoot(draws), branch(draws, depth - 1));
        // A power by a whole branch explodes; by a number it is one of the shapes that losses have.
        if (op == Op.Pow) return Expr.Node(op, branch(draws, depth - 1), ConstantDraw.New(draws));
        return op.Arity() == 1
            ? Expr.Node(op, branch(draws, depth - 1))
            : Expr.Node(op, branch(draws, depth - 1), branch(draws, depth - 1));
    }
}
