using System.Collections.Immutable;

namespace LossActors.Genetics.Expressions.Canonical;

/// <summary>A constant plus terms, like ones gathered, in order.</summary>
sealed record SumForm(Coefficient Constant, ImmutableArray<Term> Terms)
{
    public static SumForm Of(double constant) => new(Coefficient.Literal(constant), []);

    public static SumForm Of(Coefficient constant) => new(constant, []);

    public static SumForm Of(Expr factor) => new(Coefficient.Zero, [Term.Of(factor)]);

    public static SumForm Of(Term term) =>
        term.Coefficient.IsZero ? Of(0) : term.IsConstant ? Of(term.Coefficient) : new(Coefficient.Zero, [term]);

    public SumForm Negated => new(Constant.Negated, [.. Terms.Select(t => t.Negated)]);

    public static SumForm operator +(SumForm a, SumForm b)
    {
        var terms = a.Terms.ToList();
        foreach (var term in b.Terms)
        {
            var like = terms.FindIndex(t => t.SameProduct(term));
            if (like < 0)
            {
                terms.Add(term);
                continue;
            }

            var sum = terms[like].Coefficient + term.Coefficient;
            if (sum.IsZero) terms.RemoveAt(like);
            else terms[like] = terms[like] with { Coefficient = sum };
        }

        terms.Sort((s, t) => ExprOrder.Instance.Compare(s.Emit(1), t.Emit(1)));
        return new(a.Constant + b.Constant, [.. terms]);
    }

    /// <summary>Whether the constant, or without one the largest term, is negative: of a sum and its negative exactly one is.</summary>
    public bool IsNegative => Constant.IsZero ? !Terms.IsEmpty && Terms[^1].Coefficient.Value < 0 : Constant.Value < 0;

    /// <summary>The sum as one term: itself if it is a single product, else a factor whose sign went to the coefficient.</summary>
    public Term AsTerm(bool round)
    {
        if (Terms.IsEmpty) return Term.Of(Constant);
        if (Constant.IsZero && Terms.Length == 1) return Terms[0];
        return IsNegative ? Term.Of(Negated.Emit(round)).Negated : Term.Of(Emit(round));
    }

    /// <summary>Positive parts first, then what is subtracted; the negation of a sum if nothing is positive.</summary>
    public Expr Emit(bool round)
    {
        var constant = Constant.Rounded(round);
        if (Terms.IsEmpty) return Expr.Constant(constant);
        if (constant == 0 && Terms.Length == 1 && Terms[0].Coefficient.Rounded(round) is not -1 and var single)
            return Terms[0].Emit(single);
        Expr? plus = constant > 0 ? Expr.Constant(constant) : null;
        Expr? minus = null;
        foreach (var term in Terms)
        {
            var coefficient = term.Coefficient.Rounded(round);
            if (coefficient > 0) plus = Join(plus, term.Emit(coefficient));
        }

        foreach (var term in Terms)
        {
            var coefficient = term.Coefficient.Rounded(round);
            if (coefficient >= 0) continue;
            var part = term.Emit(-coefficient);
            if (plus is null) minus = Join(minus, part);
            else plus = Expr.Node(Op.Subtract, plus, part);
        }

        if (plus is not null) return constant < 0 ? Expr.Node(Op.Subtract, plus, Expr.Constant(-constant)) : plus;
        return Expr.Node(Op.Negate, constant < 0 ? Expr.Node(Op.Add, Expr.Constant(-constant), minus!) : minus!);

        static Expr Join(Expr? sum, Expr part) => sum is null ? part : Expr.Node(Op.Add, sum, part);
    }
}
