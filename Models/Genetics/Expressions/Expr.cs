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

    /// <summary>The least k of a root.</summary>
    public const double LeastRoot = 1;

    /// <summary>The largest k of a root.</summary>
    public const double MostRoot = 64;

    public static Expr Y { get; } = new(Op.Y, 0, []);

    public static Expr P { get; } = new(Op.P, 0, []);

    public static Expr Z { get; } = new(Op.Z, 0, []);

    /// <summary>The number of classes.</summary>
    public static Expr C { get; } = new(Op.C, 0, []);

    public Op Op { get; }

    public double Value { get; }

    public ImmutableArray<Expr> Args { get; }

    /// <summary>Number of nodes, this one included: the complexity of a body.</summary>
    public int Size { get; }

    /// <summary>0 for a leaf.</summary>
    public int Depth { get; }

    /// <param name="value">Finite; −0 is taken as 0.</param>
    public static Expr Constant(double value) => double.IsFinite(value)
        ? new(Op.Constant, value == 0 ? 0 : value, [])
        : throw new ArgumentOutOfRangeException(nameof(value), value, "a constant must be finite");

    /// <summary>y, p, z or C.</summary>
    public static Expr Leaf(Op op) => op switch
    {
        Op.Y => Y,
        Op.P => P,
        Op.Z => Z,
        Op.C => C,
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "not an input"),
    };

    /// <summary>An operator with as many arguments as its arity.</summary>
    public static Expr Node(Op op, params ReadOnlySpan<Expr> args)
    {
        if (args.Length == 0 || args.Length != op.Arity())
            throw new ArgumentException($"{op} takes {op.Arity()} arguments, not {args.Length}", nameof(args));
        if (op == Op.Root && !(args[0].Op == Op.Constant && args[0].Value is >= LeastRoot and <= MostRoot))
            throw new ArgumentException($"the k of a root must be a constant from {LeastRoot} to {MostRoot}", nameof(args));
        return new(op, 0, [.. args]);
    }

    /// <inheritdoc cref="Parser.Parse"/>
    public static Expr Parse(string text) => Parser.Parse(text);

    /// <summary>Infix text that <see cref="Parse"/> reads back to the same tree.</summary>
    public override string ToString() => Printer.Print(this);

    public bool Equals(Expr? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || hash != other.hash || Op != other.Op || !Value.Equals(other.Value)) return false;
        for (var i = 0; i < Args.Length; i++)
            if (!Args[i].Equals(other.Args[i])) return false;
        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Expr);

    /// <summary>For hash tables of this process only: differs between processes. The durable hash is the canonical form's.</summary>
    public override int GetHashCode() => hash;
}
