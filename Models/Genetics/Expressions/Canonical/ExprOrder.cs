namespace LossActors.Genetics.Expressions.Canonical;

/// <summary>A total order of expressions: smaller first, then by operator, constant and arguments.</summary>
sealed class ExprOrder : IComparer<Expr>
{
    public static ExprOrder Instance { get; } = new();

    public int Compare(Expr? x, Expr? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        if (x is null || y is null) return x is null ? -1 : 1;
        if (x.Size != y.Size) return x.Size.CompareTo(y.Size);
        if (x.Op != y.Op) return x.Op.CompareTo(y.Op);
        if (x.Value != y.Value) return x.Value.CompareTo(y.Value);
        for (var i = 0; i < x.Args.Length; i++)
        {
            var order = Compare(x.Args[i], y.Args[i]);
            if (order != 0) return order;
        }

        return 0;
    }
}
