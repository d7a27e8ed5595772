using System.Collections.Immutable;

namespace LossActors.Genetics.Expressions;

/// <summary>
/// An immutable node of a loss body. Equality is structural. <see cref="Value"/> has a meaning only for
/// <see cref="Op.Constant"/>; a <see cref="Op.Root"/> keeps its k as the first argument, a constant.
/// </summary>
public sealed class Expr : IEquatable<Expr>
{
    readonly int hash;

    Expr(Op op, double value, ImmutableArray<Expr> args)
    {
        Op = op;
        Value = value;
        Args = args;
        Size = 1;
        foreach (var arg in args)
        {
            Size += arg.Size;
            Depth = Math.Max(Depth, arg.Depth + 1);
        }

        var h = new HashCode();
        h.Add(op);
        h.Add(BitConverter.DoubleToInt64Bits(value));
        foreach (var arg in args) h.Add(arg.hash);
        hash = h.ToHashCode();
    }

    public Op Op { get; }

    public double Value { get; }

    public ImmutableArray<Expr> Args { get; }

    /// <summary>Number of nodes, this one included: the complexity of a body.</summary>
    public int Size { get; }

    /// <summary>0 for a leaf.</summary>
    public int Depth { get; }

    public static Expr Constant(double value) => new(Op.Constant, value, []);

    public static Expr Leaf(Op op) => new(op, 0, []);

    public static Expr Node(Op op, params ReadOnlySpan<Expr> args) => new(op, 0, [.. args]);

    public bool Equals(Expr? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || hash != other.hash || Op != other.Op || !Value.Equals(other.Value) || Args.Length != other.Args.Length) return false;
        for (var i = 0; i < Args.Length; i++)
            if (!Args[i].Equals(other.Args[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Expr);

    /// <summary>For hash tables of this process only: differs between processes. The durable hash is the canonical form's.</summary>
    public override int GetHashCode() => hash;
}
