using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Expressions.Canonical;

sealed partial class Rewriting
{
    // p is trusted to be at least this where a power of it is taken out of a logarithm.
    const double LeastProbability = 1e-3;

    SumForm Function(Expr e)
    {
        switch (e.Op)
        {
            case Op.Abs: return Absolute(Product(e.Args[0]));
            case Op.Log: return Logarithm(Magnitude(e.Args[0]));
            case Op.Sqrt: return SquareRoot(Magnitude(e.Args[0]));
            case Op.Exp: return Exponential(Sum(e.Args[0]));
            case Op.Cos:
                var even = Magnitude(e.Args[0]);
                return IsZero(even) ? SumForm.Of(1) : SumForm.Of(Expr.Node(Op.Cos, even));
            case Op.Sin or Op.Tanh:
                var sum = Sum(e.Args[0]);
                var negative = sum.Terms.Length == 1 && sum.Constant.IsZero ? sum.Terms[0].Coefficient.Value < 0 : sum.IsNegative;
                var odd = (negative ? sum.Negated : sum).Emit(round);
                if (IsZero(odd)) return SumForm.Of(0);
                var value = SumForm.Of(Expr.Node(e.Op, odd));
                return negative ? value.Negated : value;
            case Op.Sigmoid:
                var argument = Tree(e.Args[0]);
                return IsZero(argument) ? SumForm.Of(0.5) : SumForm.Of(Expr.Node(Op.Sigmoid, argument));
            case Op.Root:
                var x = Magnitude(e.Args[1]);
                // 1·(p^1 − 1)
                return x.Op == Op.P && e.Args[0].Value == 1
                    ? SumForm.Of(Expr.P) + SumForm.Of(-1)
                    : x is { Op: Op.Constant, Value: 1 } ? SumForm.Of(0)
                    : SumForm.Of(Expr.Node(Op.Root, e.Args[0], x));
            default: throw new ArgumentOutOfRangeException(nameof(e), e.Op, "no rule");
        }
    }

    /// <summary>|c·a·b/d| with what is never negative taken out.</summary>
    SumForm Absolute(Term term)
    {
        var outside = Term.Of(term.Coefficient.Value < 0 ? term.Coefficient.Negated : term.Coefficient);
        var inside = Term.Of(Coefficient.One);
        foreach (var factor in term.Factors)
            if (Bounds.NonNegative(factor)) outside *= Term.Of(factor);
            else inside *= Term.Of(factor);
        foreach (var divisor in term.Divisors)
            if (Bounds.NonNegative(divisor)) outside = outside.DividedBy(divisor);
            else inside = inside.DividedBy(divisor);
        if (inside.IsConstant) return Flat(outside);
        // An even power is its own magnitude; it shows only once it is written as a square.
        var tree = inside.Emit(1);
        return Flat(outside * (tree.Op == Op.Square || tree.Op == Op.Abs ? inside : Term.Of(Expr.Node(Op.Abs, tree))));
    }

    SumForm Logarithm(Expr x)
    {
        if (x is { Op: Op.Constant, Value: 1 }) return SumForm.Of(0);
        // √max(|x|, ε) > ε, so the outer guard never acts.
        if (x.Op == Op.Sqrt && x.Args[0].Op != Op.P) return Scaled(0.5, Logarithm(x.Args[0]));
        // c·log x cannot fall below ln ε for c ≤ 1.
        if (x.Op == Op.Pow && x.Args[1] is { Op: Op.Constant, Value: > 0 and <= 1 } c && x.Args[0].Op != Op.P)
            return Scaled(c.Value, Logarithm(x.Args[0]));
        if (x.Op == Op.Exp && Bounds.Of(x.Args[0]) is { Low: > -13, High: < Guards.MaxExponent }) return Sum(x.Args[0]);
        if (x.Op != Op.P && PowerOfP(Product(x)) is var (coefficient, exponent) && exponent is <= 2 and >= -2)
        {
            var least = coefficient.Value * (exponent <= 0 ? 1 : exponent <= 1 ? LeastProbability : LeastProbability * LeastProbability);
            if (least >= Guards.Epsilon)
            {
                var logP = Scaled(exponent, SumForm.Of(Expr.Node(Op.Log, Expr.P)));
                return coefficient.Value == 1 ? logP : logP + SumForm.Of(Expr.Node(Op.Log, Expr.Constant(coefficient.Rounded(round))));
            }
        }

        return SumForm.Of(Expr.Node(Op.Log, x));
    }

    SumForm SquareRoot(Expr x)
    {
        if (x.Op == Op.Y) return SumForm.Of(x);
        if (x.Op == Op.Constant) return SumForm.Of(Coefficient.Computed(Math.Sqrt(Math.Max(Math.Abs(x.Value), Guards.Epsilon))));
        return x.Op != Op.P && PowerOfP(Product(x)) is ({ Value: 1 }, var exponent) && Math.Abs(exponent) <= 2
            ? PowerOfP(exponent / 2, folded: true)
            : SumForm.Of(Expr.Node(Op.Sqrt, x));
    }

    SumForm Exponential(SumForm x)
    {
        if (x.Terms.IsEmpty && x.Constant.IsZero) return SumForm.Of(1);
        // exp(c·log a) is how pow(a, c) is defined.
        if (x.Constant.IsZero && x.Terms is [{ Factors: [{ Op: Op.Log } log], Divisors.IsEmpty: true } term])
            return Power(log.Args[0], Expr.Constant(term.Coefficient.Rounded(round)));
        return SumForm.Of(Expr.Node(Op.Exp, x.Emit(round)));
    }

    SumForm Power(Expr e) => Power(Magnitude(e.Args[0]), Tree(e.Args[1]));

    SumForm Power(Expr a, Expr b)
    {
        if (IsZero(b) || a is { Op: Op.Constant, Value: 1 }) return SumForm.Of(1);
        if (b.Op != Op.Constant) return SumForm.Of(Expr.Node(Op.Pow, a, b));
        var c = b.Value;
        if (a.Op == Op.Y && c >= 0.5) return SumForm.Of(a);
        if (PowerOfP(Product(a)) is ({ Value: 1 }, var exponent) && Math.Abs(exponent) <= 2)
            return PowerOfP(exponent * c, folded: exponent != 1);
        if (a.Op == Op.Constant) return ConstantPower(a.Value, c) is { } folded ? SumForm.Of(folded) : SumForm.Of(Expr.Node(Op.Pow, a, b));
        if (a.Op == Op.Sqrt) return Power(a.Args[0], Expr.Constant((Coefficient.Literal(c) * Coefficient.Literal(0.5)).Rounded(round)));
        return c switch
        {
            0.5 => SquareRoot(a),
            // Below ε the power is ε and |a| is not: harmless alone, but not under a division.
            1 when Bounds.Of(a).SurelyAwayFromZero => Absolute(Product(a)),
            2 => Flat(Product(a) * Product(a)),
            _ => SumForm.Of(Expr.Node(Op.Pow, a, b)),
        };
    }

    static Coefficient? ConstantPower(double a, double c)
    {
        var magnitude = Math.Max(Math.Abs(a), Guards.Epsilon);
        return c switch
        {
            1 => Coefficient.Literal(magnitude),
            2 => Coefficient.Computed(magnitude * magnitude),
            3 => Coefficient.Computed(magnitude * magnitude * magnitude),
            0.5 => Coefficient.Computed(Math.Sqrt(magnitude)),
            -1 => Coefficient.Computed(1 / magnitude),
            -0.5 => Coefficient.Computed(1 / Math.Sqrt(magnitude)),
            _ => null,
        };
    }

    /// <summary>p^c in its shortest form.</summary>
    SumForm PowerOfP(double c, bool folded) => c switch
    {
        0 => SumForm.Of(1),
        0.5 => SumForm.Of(Expr.Node(Op.Sqrt, Expr.P)),
        1 => SumForm.Of(Expr.P),
        2 => SumForm.Of(Term.Of(Expr.P) * Term.Of(Expr.P)),
        _ => SumForm.Of(Expr.Node(Op.Pow, Expr.P, Expr.Constant(new Coefficient(c, folded).Rounded(round)))),
    };

    /// <summary>
    /// Coefficient and exponent of a product of powers of p; null if it has another factor, or a divisor (which has a guard).
    /// </summary>
    static (Coefficient Coefficient, double Exponent)? PowerOfP(Term term)
    {
        if (term.Factors.IsEmpty || !term.Divisors.IsEmpty) return null;
        var exponent = 0.0;
        foreach (var factor in term.Factors)
            switch (factor)
            {
                case { Op: Op.P }: exponent += 1; break;
                case { Op: Op.Sqrt } when factor.Args[0].Op == Op.P: exponent += 0.5; break;
                case { Op: Op.Pow } when factor.Args[0].Op == Op.P && factor.Args[1].Op == Op.Constant:
                    exponent += factor.Args[1].Value;
                    break;
                default: return null;
            }

        return (term.Coefficient, exponent);
    }

    static SumForm Scaled(double by, SumForm sum) => new(
        sum.Constant * Coefficient.Literal(by),
        [.. sum.Terms.Select(t => t with { Coefficient = t.Coefficient * Coefficient.Literal(by) })]);

    static bool IsZero(Expr e) => e is { Op: Op.Constant, Value: 0 };
}
