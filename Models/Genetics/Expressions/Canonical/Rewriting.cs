using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Expressions.Canonical;

/// <summary>
/// One pass of rewriting, leaves first. Each rule holds under the guard table, as its comment says where that is not plain.
/// </summary>
sealed partial class Rewriting(bool round)
{
    readonly Dictionary<Expr, SumForm> known = [];

    public SumForm Sum(Expr e)
    {
        if (known.TryGetValue(e, out var sum)) return sum;
        sum = Make(e);
        known.Add(e, sum);
        return sum;
    }

    SumForm Make(Expr e)
    {
        switch (e.Op)
        {
            case Op.Constant: return SumForm.Of(e.Value);
            case Op.Y or Op.P or Op.Z or Op.C: return SumForm.Of(e);
            case Op.Add: return Sum(e.Args[0]) + Sum(e.Args[1]);
            case Op.Subtract: return Sum(e.Args[0]) + Sum(e.Args[1]).Negated;
            case Op.Negate: return Sum(e.Args[0]).Negated;
            case Op.Multiply: return Flat(Product(e.Args[0]) * Product(e.Args[1]));
            case Op.Square:
                var factor = Product(e.Args[0]);
                return Flat(factor * factor);
            case Op.Divide: return Quotient(Product(e.Args[0]), Sum(e.Args[1]).Emit(round));
            case Op.Min or Op.Max: return Extreme(e);
            case Op.Pow: return Power(e);
            default: return Function(e);
        }
    }

    Term Product(Expr e) => Sum(e).AsTerm(round);

    Expr Tree(Expr e) => Sum(e).Emit(round);

    /// <summary>±1 times a lone sum is that sum, open for its neighbours.</summary>
    SumForm Flat(Term term) =>
        IsDecided(term) ? Decided(term)
        : term.Divisors.FirstOrDefault(d => term.Factors.Contains(d) && Bounds.Of(d).SurelyAwayFromZero) is { } common
            ? Flat(term with { Factors = term.Factors.Remove(common), Divisors = term.Divisors.Remove(common) })
        : term is { Factors: [{ Op: Op.Add or Op.Subtract } inner], Divisors.IsEmpty: true } && Math.Abs(term.Coefficient.Value) == 1
            ? term.Coefficient.Value > 0 ? Sum(inner) : Sum(inner).Negated
            : SumForm.Of(term);

    /// <summary>A factor y leaves only y = 1 to see for whatever stands beside it: y·f(y) = y·f(1), as the target is 0 or 1.</summary>
    SumForm Decided(Term term)
    {
        var product = Term.Of(term.Coefficient) * Term.Of(Expr.Y);
        foreach (var factor in term.Factors)
            if (factor.Op != Op.Y) product *= Product(AtTargetOne(factor));
        var result = SumForm.Of(product);
        foreach (var divisor in term.Divisors) result = Quotient(result.AsTerm(round), Tree(AtTargetOne(divisor)));
        return result;
    }

    static bool IsDecided(Term term) =>
        term.Factors.Contains(Expr.Y) && (term.Factors.Any(f => f.Op != Op.Y && SeesTarget(f)) || term.Divisors.Any(SeesTarget));

    static bool SeesTarget(Expr e) => e.Op == Op.Y || e.Args.Any(SeesTarget);

    static Expr AtTargetOne(Expr e) =>
        e.Op == Op.Y ? Expr.Constant(1) : SeesTarget(e) ? Expr.Node(e.Op, e.Args.Select(AtTargetOne).ToArray()) : e;

    SumForm Quotient(Term dividend, Expr divisor)
    {
        if (dividend.Coefficient.IsZero) return SumForm.Of(0);
        if (divisor.Op != Op.Constant) return Flat(dividend.DividedBy(divisor));
        var guarded = Math.Abs(divisor.Value) >= Guards.Epsilon ? divisor.Value : Math.CopySign(Guards.Epsilon, divisor.Value);
        return Flat(dividend * Term.Of(Math.Abs(guarded) == 1 ? Coefficient.Literal(guarded) : Coefficient.Computed(1 / guarded)));
    }

    SumForm Extreme(Expr e)
    {
        var operands = new List<Expr>();
        Gather(e);
        operands.Sort(ExprOrder.Instance);
        for (var i = operands.Count - 1; i > 0; i--)
            if (operands[i].Equals(operands[i - 1])) operands.RemoveAt(i);
        for (var i = operands.Count - 1; i >= 0 && operands.Count > 1; i--)
        {
            var own = Bounds.Of(operands[i]);
            var others = operands.Where((_, j) => j != i).Select(Bounds.Of);
            var beaten = others.Any(other => e.Op == Op.Max ? other.Low >= own.High : other.High <= own.Low);
            if (beaten) operands.RemoveAt(i);
        }

        var result = operands[0];
        for (var i = 1; i < operands.Count; i++) result = Expr.Node(e.Op, result, operands[i]);
        return operands.Count == 1 ? Sum(result) : SumForm.Of(result);

        void Gather(Expr part)
        {
            if (part.Op == e.Op)
            {
                Gather(part.Args[0]);
                Gather(part.Args[1]);
                return;
            }

            var tree = Tree(part);
            if (tree.Op == e.Op) Gather(tree);
            else operands.Add(tree);
        }
    }

    /// <summary>x without its sign and its abs, for functions that see |x| alone.</summary>
    Expr Magnitude(Expr e)
    {
        var sum = Sum(e);
        if (sum.Terms.Length == 1 && sum.Constant.IsZero) sum = sum.Terms[0].Coefficient.Value < 0 ? sum.Negated : sum;
        else if (sum.IsNegative) sum = sum.Negated;
        var tree = sum.Emit(round);
        return tree.Op == Op.Abs ? tree.Args[0] : tree;
    }
}
