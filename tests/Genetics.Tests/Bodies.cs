using FsCheck;
using FsCheck.Fluent;
using LossActors.Genetics.Expressions;

namespace LossActors.Genetics.Tests;

/// <summary>Random bodies for properties; the same ones in every run.</summary>
static class Bodies
{
    static readonly Op[] Unary = [Op.Negate, Op.Square, Op.Sqrt, Op.Log, Op.Exp, Op.Sin, Op.Cos, Op.Tanh, Op.Sigmoid, Op.Abs];
    static readonly Op[] Binary = [Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Min, Op.Max, Op.Pow];

    static Gen<Expr> Leaf { get; } = Gen.Frequency(
        (4, Gen.Elements(Expr.Y, Expr.P, Expr.Z, Expr.C)),
        (1, Gen.Elements(0.0, 1, -1, 2, 0.5, -3, 1e-7, 2.4092).Select(Expr.Constant)),
        (1, Gen.Choose(-500, 500).Select(i => Expr.Constant(i / 100.0))));

    public static Gen<Expr> Generator { get; } = Gen.Sized(size => Tree(Math.Min(size, 40)));

    public static void Hold(int count, Func<Expr, bool> property) => Hold(count, Generator, property);

    public static void Hold(int count, Gen<Expr> bodies, Func<Expr, bool> property)
    {
        var arbitrary = Arb.From(bodies, e => e.Args);
        Check.One(
            Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(count).WithReplay(20_26, 1123).WithStartSize(1).WithEndSize(40),
            Prop.ForAll(arbitrary, property));
    }

    static Gen<Expr> Tree(int size) => size <= 1
        ? Leaf
        : Gen.Frequency(
            (1, Leaf),
            (5, from op in Gen.Elements(Unary) from a in Tree(size - 1) select Expr.Node(op, a)),
            (1, from k in Gen.Choose(1, 64) from a in Tree(size - 1) select Expr.Node(Op.Root, Expr.Constant(k), a)),
            (6, from op in Gen.Elements(Binary) from a in Tree(size / 2) from b in Tree(size / 2) select Expr.Node(op, a, b)));
}
