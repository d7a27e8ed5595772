using LossActors.Genetics.Expressions;
using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Variation;

/// <summary>Random trees (Koza 1992): ramped half-and-half, grow and full.</summary>
public sealed class TreeGrowth(Vocabulary vocabulary)
{
    // Share of leaves where a growing tree may stop early.
    const double StopEarly = 0.3;

    readonly double[] operatorWeights = [.. vocabulary.Operators.Select(o => o.Weight)];
    readonly double[] leafWeights = [.. vocabulary.Leaves.Select(l => l.Weight)];

    /// <summary>A tree whose depth is drawn from low … high; a coin decides between <see cref="Full"/> and <see cref="Grow"/>.</summary>
    public Expr RampedHalfAndHalf(RandomStream draws, int low, int high)
    {
        var depth = draws.NextInt(low, high);
        return draws.NextBool(0.5) ? Full(draws, depth) : Grow(draws, depth);
    }

    /// <summary>Every branch has the given depth.</summary>
    public Expr Full(RandomStream draws, int depth) => depth == 0 ? Leaf(draws) : Node(draws, depth, Full);

    /// <summary>Branches have at most the given depth.</summary>
    public Expr Grow(RandomStream draws, int depth) =>
        depth == 0 || draws.NextBool(StopEarly) ? Leaf(draws) : Node(draws, depth, Grow);

    public Expr Leaf(RandomStream draws)
    {
        var op = vocabulary.Leaves[draws.PickWeighted(leafWeights)].Op;
        return op == Op.Constant ? ConstantDraw.New(draws) : Expr.Leaf(op);
    }

    /// <summary>Another operator of as many arguments; the same where there is none.</summary>
    internal Op Other(RandomStream draws, int arity, Op than)
    {
        var operators = vocabulary.Operators;
        Span<double> weights = stackalloc double[operators.Count];
        var any = false;
        for (var i = 0; i < weights.Length; i++)
        {
            var (op, weight) = operators[i];
            weights[i] = op.Arity() == arity && op != than && op != Op.Root ? weight : 0;
            any |= weights[i] > 0;
        }

        return any ? operators[draws.PickWeighted(weights)].Op : than;
    }

    Expr Node(RandomStream draws, int depth, Func<RandomStream, int, Expr> branch)
    {
        var op = vocabulary.Operators[draws.PickWeighted(operatorWeights)].Op;
        if (op == Op.Root) return Expr.Node(op, ConstantDraw.NewRoot(draws), branch(draws, depth - 1));
        // A power by a whole branch explodes; by a number it is one of the shapes that losses have.
        if (op == Op.Pow) return Expr.Node(op, branch(draws, depth - 1), ConstantDraw.New(draws));
        return op.Arity() == 1
            ? Expr.Node(op, branch(draws, depth - 1))
            : Expr.Node(op, branch(draws, depth - 1), branch(draws, depth - 1));
    }
}
