using System.Collections.Immutable;

namespace LossActors.Genetics.Expressions.Canonical;

/// <summary>
/// A product coefficient·Π factors / Π divisors. Factors and divisors are canonical, sorted, and repeat for powers. Each divisor has its
/// own guard, so divisors are never multiplied together.
/// </summary>
sealed record Term(Coefficient Coefficient, ImmutableArray<Expr> Factors, ImmutableArray<Expr> Divisors)
{
    public static Term Of(Coefficient constant) => new(constant, [], []);

    public static Term Of(Expr factor) => new(Coefficient.One, [factor], []);

    public bool IsConstant => Factors.IsEmpty && Divisors.IsEmpty;

    public Term Negated => this with { Coefficient = Coefficient.Negated };

    public bool SameProduct(Term other) => Factors.SequenceEqual(other.Factors) && Divisors.SequenceEqual(other.Divisors);

    public static Term operator *(Term a, Term b) =>
        a.Coefficient.IsZero || b.Coefficient.IsZero
            ? Of(Coefficient.Zero)
            : new(a.Coefficient * b.Coefficient, Merge(a.Factors, b.Factors), Sorted(a.Divisors.AddRange(b.Divisors)));

    public Term DividedBy(Expr divisor) => this with { Divisors = Sorted(Divisors.Add(divisor)) };

    /// <summary>The product without its coefficient.</summary>
    public Expr Emit(double coefficient)
    {
        var factors = Powers(Factors);
        var start = coefficient != 1 || factors.Count == 0 ? Expr.Constant(coefficient) : factors[0];
        for (var i = ReferenceEquals(start, factors.FirstOrDefault()) ? 1 : 0; i < factors.Count; i++)
            start = Expr.Node(Op.Multiply, start, factors[i]);
        foreach (var divisor in Divisors) start = Expr.Node(Op.Divide, start, divisor);
        return start;
    }

    /// <summary>Repeated factors as squares: a·a·b·b is square(a·b), a·a·b is b·square(a) in the order of the bases.</summary>
    static List<Expr> Powers(ImmutableArray<Expr> factors)
    {
        var written = new List<Expr>();
        var halves = ImmutableArray.CreateBuilder<Expr>();
        for (var i = 0; i < factors.Length;)
        {
            var count = 1;
            while (i + count < factors.Length && factors[i + count].Equals(factors[i])) count++;
            if (count % 2 == 1) written.Add(factors[i]);
            for (var n = 0; n < count / 2; n++) halves.Add(factors[i]);
            i += count;
        }

        if (halves.Count == 0) return written;
        var inner = Powers(halves.ToImmutable());
        var product = inner[0];
        for (var i = 1; i < inner.Count; i++) product = Expr.Node(Op.Multiply, product, inner[i]);
        written.Add(Expr.Node(Op.Square, product));
        return written;
    }

    // The target is 0 or 1, so y·y = y.
    static ImmutableArray<Expr> Merge(ImmutableArray<Expr> a, ImmutableArray<Expr> b)
    {
        var all = Sorted(a.AddRange(b));
        var first = all.IndexOf(Expr.Y);
        return first < 0 ? all : all.RemoveAll(e => e.Op == Op.Y).Insert(first, Expr.Y);
    }

    static ImmutableArray<Expr> Sorted(ImmutableArray<Expr> items) => items.Sort(ExprOrder.Instance);
}
