using LossActors.Genetics.Expressions;
using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Programs;

/// <summary>
/// Turns a body into instructions, each node with its derivatives along ℓ (with p = e^ℓ) and along the logit z written beside it.
/// Every rule is a row of the guard table: the value's clamp and the derivative's mask come from the same comparison.
/// </summary>
sealed class Lowering(InstructionGraph graph, bool derivatives)
{
    const int Zero = -1;

    /// <summary>A value with its derivatives along ℓ and z; −1 where that is 0.</summary>
    readonly record struct Dual(int Value, int H = Zero, int Z = Zero);

    readonly Dictionary<Expr, Dual> lowered = [];

    public (int Value, int H, int DZ) Lower(Expr body)
    {
        var (value, h, dz) = Visit(body);
        return (value, h, dz);
    }

    Dual Visit(Expr e)
    {
        if (lowered.TryGetValue(e, out var known)) return known;
        var dual = Make(e);
        if (!derivatives) dual = new(dual.Value);
        lowered.Add(e, dual);
        return dual;
    }

    Dual Make(Expr e)
    {
        switch (e.Op)
        {
            case Op.Constant: return new(graph.Constant(e.Value));
            case Op.Y: return new(graph.Input(OpCode.Target));
            case Op.C: return new(graph.Input(OpCode.Classes));
            case Op.P:
                var p = graph.Input(OpCode.Probability);
                return new(p, H: p);
            case Op.Z: return new(graph.Input(OpCode.Logit), Z: graph.Constant(1));
            case Op.Root: return Root(Visit(e.Args[0]), Visit(e.Args[1]));
        }

        var a = Visit(e.Args[0]);
        switch (e.Op)
        {
            case Op.Negate: return new(graph.Negate(a.Value), Negated(a.H), Negated(a.Z));
            case Op.Square: return Square(a);
            case Op.Sqrt: return Sqrt(a);
            case Op.Log: return Log(a);
            case Op.Exp: return Exp(a);
            case Op.Sin: return Chain(graph.Unary(OpCode.Sin, a.Value), a, () => graph.Unary(OpCode.Cos, a.Value));
            case Op.Cos: return Chain(graph.Unary(OpCode.Cos, a.Value), a, () => graph.Negate(graph.Unary(OpCode.Sin, a.Value)));
            case Op.Abs: return Chain(graph.Abs(a.Value), a, () => graph.Sign(a.Value));
            case Op.Tanh:
                var t = graph.Unary(OpCode.Tanh, a.Value);
                return Chain(t, a, () => graph.Subtract(graph.Constant(1), graph.Multiply(t, t)));
            case Op.Sigmoid:
                var s = graph.Unary(OpCode.Sigmoid, a.Value);
                return Chain(s, a, () => graph.Multiply(s, graph.Subtract(graph.Constant(1), s)));
        }

        var b = Visit(e.Args[1]);
        return e.Op switch
        {
            Op.Add => new(graph.Add(a.Value, b.Value), Sum(a.H, b.H), Sum(a.Z, b.Z)),
            Op.Subtract => new(graph.Subtract(a.Value, b.Value), Difference(a.H, b.H), Difference(a.Z, b.Z)),
            Op.Multiply => Product(a, b),
            Op.Divide => Quotient(a, b),
            Op.Min => Extreme(graph.Min(a.Value, b.Value), a, b, lead: graph.Subtract(b.Value, a.Value)),
            Op.Max => Extreme(graph.Max(a.Value, b.Value), a, b, lead: graph.Subtract(a.Value, b.Value)),
            Op.Pow => Exp(Product(b, Log(a))),
            _ => throw new ArgumentOutOfRangeException(nameof(e), e.Op, "no lowering"),
        };
    }

    Dual Product(Dual a, Dual b) => a == b
        ? Square(a)
        : new(
            graph.Multiply(a.Value, b.Value),
            Sum(Scaled(a.H, b.Value), Scaled(b.H, a.Value)),
            Sum(Scaled(a.Z, b.Value), Scaled(b.Z, a.Value)));

    Dual Square(Dual a)
    {
        var two = graph.Constant(2);
        return new(graph.Multiply(a.Value, a.Value), Scaled(Scaled(a.H, a.Value), two), Scaled(Scaled(a.Z, a.Value), two));
    }

    Dual Quotient(Dual a, Dual b)
    {
        var divisor = graph.AwayFromZero(b.Value);
        var value = graph.Divide(a.Value, divisor);
        // (a/b)' = (a' − (a/b)·b')/b, the second term only outside the guard.
        return new(value, Along(a.H, b.H), Along(a.Z, b.Z));

        int Along(int da, int db)
        {
            var change = Difference(da, db == Zero ? Zero : Scaled(Scaled(db, Outside(b.Value)), value));
            return change == Zero ? Zero : NonZero(graph.Divide(change, divisor));
        }
    }

    Dual Sqrt(Dual a)
    {
        if (IsProbability(a))
        {
            var half = graph.Constant(0.5);
            var root = graph.Exp(graph.Multiply(half, graph.Input(OpCode.LogProbability)));
            return new(root, H: graph.Multiply(half, root));
        }

        var value = graph.Unary(OpCode.Sqrt, Clamped(a.Value));
        return Chain(value, a, () => graph.Divide(
            graph.Multiply(graph.Constant(0.5), graph.Multiply(Outside(a.Value), graph.Sign(a.Value))), value));
    }

    Dual Log(Dual a) => IsProbability(a)
        ? new(graph.Input(OpCode.LogProbability), H: graph.Constant(1))
        : Chain(graph.Unary(OpCode.Log, Clamped(a.Value)), a,
            () => graph.Divide(Outside(a.Value), graph.AwayFromZero(a.Value)));

    Dual Exp(Dual a)
    {
        var most = graph.Constant(Guards.MaxExponent);
        var value = graph.Exp(graph.Min(a.Value, most));
        return Chain(value, a, () => graph.Multiply(value, graph.AtLeast(most, a.Value)));
    }

    Dual Root(Dual k, Dual a)
    {
        var log = Log(a);
        var exponent = graph.Divide(log.Value, k.Value);
        var value = graph.Multiply(k.Value, graph.Unary(OpCode.Expm1, exponent));
        return Chain(value, log, () => graph.Exp(exponent));
    }

    /// <summary>
    /// The larger or the smaller of two: the first takes the gradient where its lead is positive; a tie gives half to each.
    /// </summary>
    Dual Extreme(int value, Dual first, Dual second, int lead)
    {
        if (!derivatives) return new(value);
        var half = graph.Constant(0.5);
        var tilt = graph.Multiply(half, graph.Sign(lead));
        var toFirst = graph.Add(half, tilt);
        var toSecond = graph.Subtract(half, tilt);
        return new(
            value,
            Sum(Scaled(first.H, toFirst), Scaled(second.H, toSecond)),
            Sum(Scaled(first.Z, toFirst), Scaled(second.Z, toSecond)));
    }

    bool IsProbability(Dual a) => graph[a.Value].Op == OpCode.Probability;

    /// <summary>max(|x|, ε)</summary>
    int Clamped(int x) => graph.Max(graph.Abs(x), graph.Constant(Guards.Epsilon));

    /// <summary>1 where |x| ≥ ε, else 0.</summary>
    int Outside(int x) => graph.AtLeast(graph.Abs(x), graph.Constant(Guards.Epsilon));

    Dual Chain(int value, Dual argument, Func<int> slope)
    {
        if (argument.H == Zero && argument.Z == Zero) return new(value);
        var by = slope();
        return new(value, Scaled(argument.H, by), Scaled(argument.Z, by));
    }

    int Scaled(int tangent, int by) => tangent == Zero ? Zero : NonZero(graph.Multiply(by, tangent));

    int Sum(int a, int b) => a == Zero ? b : b == Zero ? a : NonZero(graph.Add(a, b));

    int Difference(int a, int b) => b == Zero ? a : a == Zero ? graph.Negate(b) : NonZero(graph.Subtract(a, b));

    int Negated(int tangent) => tangent == Zero ? Zero : graph.Negate(tangent);

    int NonZero(int node) => graph.IsConstant(node, 0) ? Zero : node;
}
