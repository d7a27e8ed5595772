using LossActors.Genetics.Expressions;

namespace LossActors.Genetics.Variation;

/// <summary>What random bodies and branches are made of: each operator's and leaf's weight in a draw.</summary>
public sealed class Vocabulary
{
    // The shares are ours: arithmetic builds most losses, and what is 0 at y = 0 tells right from wrong.
    static readonly (Op Op, double Weight)[] Usual =
    [
        (Op.Add, 3), (Op.Subtract, 3), (Op.Multiply, 5), (Op.Divide, 1), (Op.Min, 0.5), (Op.Max, 0.5), (Op.Pow, 0.5),
        (Op.Negate, 1), (Op.Square, 1), (Op.Sqrt, 1), (Op.Log, 2), (Op.Exp, 1.5), (Op.Sin, 0.5), (Op.Cos, 0.5), (Op.Tanh, 0.7),
        (Op.Sigmoid, 0.5), (Op.Abs, 0.5), (Op.Root, 1),
        (Op.P, 4), (Op.Y, 4), (Op.Constant, 2), (Op.Z, 0.8), (Op.C, 0.3),
    ];

    Vocabulary(IReadOnlyDictionary<string, double> changed)
    {
        (Op Op, double Weight)[] all = [.. Usual.Select(u => (u.Op, changed.GetValueOrDefault(Name(u.Op), u.Weight)))];
        Operators = [.. all.Where(a => a.Op.Arity() > 0)];
        Leaves = [.. all.Where(a => a.Op.Arity() == 0)];
    }

    public static Vocabulary Default { get; } = new(new Dictionary<string, double>());

    /// <summary>Names of all operators and leaves, such as <c>multiply</c>, <c>log</c>, <c>p</c> and <c>constant</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Usual.Select(u => Name(u.Op))];

    internal IReadOnlyList<(Op Op, double Weight)> Operators { get; }

    internal IReadOnlyList<(Op Op, double Weight)> Leaves { get; }

    /// <param name="changed">Weights at least 0 by name; the others have the usual ones. 0: it is never drawn.</param>
    public static Vocabulary With(IReadOnlyDictionary<string, double>? changed) => changed is { Count: > 0 } ? new(changed) : Default;

    /// <summary>The usual weight.</summary>
    public static double WeightOf(string name) => Usual.Single(u => Name(u.Op) == name).Weight;

    /// <summary>Why no loss can be made of it, as a sentence without subject; null if some can.</summary>
    public string? Problem()
    {
        // Unary operators, powers by numbers and roots bring no two leaves together.
        Op[] joining = [Op.Add, Op.Subtract, Op.Multiply, Op.Divide, Op.Min, Op.Max];
        return Weight(Op.Y) == 0 ? "has no y, and a loss that does not look at the target teaches nothing; give y a weight"
            : Weight(Op.P) + Weight(Op.Z) == 0 ? "has neither p nor z, and a loss looks at one of them; give one a weight"
            : joining.All(op => Weight(op) == 0)
                ? "has nothing that joins y with p or z; give one of add, subtract, multiply, divide, min and max a weight"
            : null;
    }

    double Weight(Op op) => Operators.Concat(Leaves).First(a => a.Op == op).Weight;

    static string Name(Op op) => op switch
    {
        Op.C => "C",
        _ => op.ToString().ToLowerInvariant(),
    };
}
