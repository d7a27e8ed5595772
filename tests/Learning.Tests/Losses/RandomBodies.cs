using LossActors.Genetics.Expressions;

namespace LossActors.Learning.Tests.Losses;

/// <summary>Bodies with every operator, grown at random from a seed.</summary>
static class RandomBodies
{
    static readonly Op[] Unary = [Op.Negate, Op.Square, Op.Sqrt, Op.Log, Op.Exp, Op.Sin, Op.Cos, Op.Tanh, Op.Sigmoid, Op.Abs, Op.Root];
    static readonly Op[] Binary = [Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Min, Op.Max, Op.Pow];

    public static Expr Grow(Random random, int depth)
    {
        if (depth == 0 || random.Next(6) == 0) return Leaf(random);
        if (random.Next(2) == 0)
        {
            var op = Binary[random.Next(Binary.Length)];
            return Expr.Node(op, Grow(random, depth - 1), Grow(random, depth - 1));
        }

        var unary = Unary[random.Next(Unary.Length)];
        return unary == Op.Root
            ? Expr.Node(Op.Root, Expr.Constant(1 + random.Next(1, 8)), Grow(random, depth - 1))
            : Expr.Node(unary, Grow(random, depth - 1));
    }

    static Expr Leaf(Random random) => random.Next(8) switch
    {
        0 or 1 or 2 => Expr.Leaf(Op.P),
        3 or 4 => Expr.Leaf(Op.Y),
        5 => Expr.Leaf(Op.Z),
        6 => Expr.Leaf(Op.C),
        _ => Expr.Constant(Math.Round(random.NextDouble() * 6 - 3, 2)),
    };
}
