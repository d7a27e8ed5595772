namespace LossActors.Genetics.Programs;

/// <summary>
/// Instructions under construction: equal ones are made once, constants and neutral elements fold, and bounds of values drop
/// operations that cannot matter. Operands precede uses.
/// </summary>
sealed class InstructionGraph
{
    readonly record struct Key(OpCode Op, int A, int B, long Bits);

    readonly List<(OpCode Op, int A, int B, double Constant, bool Uniform)> nodes = [];
    readonly List<Interval> bounds = [];
    readonly Dictionary<Key, int> known = [];

    public int Count => nodes.Count;

    public (OpCode Op, int A, int B, double Constant, bool Uniform) this[int node] => nodes[node];

    public int Constant(double value) => Node(OpCode.Constant, -1, -1, value);

    public int Input(OpCode op) => Node(op, -1, -1, 0);

    public bool IsConstant(int node, double value) => nodes[node].Op == OpCode.Constant && nodes[node].Constant == value;

    bool Is(int node, OpCode op) => nodes[node].Op == op;

    public int Add(int a, int b)
    {
        if (IsConstant(a, 0)) return b;
        if (IsConstant(b, 0)) return a;
        if (Is(b, OpCode.Negate)) return Subtract(a, nodes[b].A);
        if (Is(a, OpCode.Negate)) return Subtract(b, nodes[a].A);
        return Binary(OpCode.Add, Math.Min(a, b), Math.Max(a, b));
    }

    public int Subtract(int a, int b)
    {
        if (a == b) return Constant(0);
        if (IsConstant(b, 0)) return a;
        if (IsConstant(a, 0)) return Negate(b);
        if (Is(b, OpCode.Negate)) return Add(a, nodes[b].A);
        // 1 − p loses all digits near p = 1; −expm1(ℓ) keeps them.
        if (IsConstant(a, 1) && Is(b, OpCode.Probability)) return Negate(Unary(OpCode.Expm1, Input(OpCode.LogProbability)));
        if (IsConstant(b, 1) && Is(a, OpCode.Probability)) return Unary(OpCode.Expm1, Input(OpCode.LogProbability));
        return Binary(OpCode.Subtract, a, b);
    }

    public int Multiply(int a, int b)
    {
        if (IsConstant(a, 0) || IsConstant(b, 0)) return Constant(0);
        if (IsConstant(a, 1)) return b;
        if (IsConstant(b, 1)) return a;
        if (IsConstant(a, -1)) return Negate(b);
        if (IsConstant(b, -1)) return Negate(a);
        if (Is(a, OpCode.Negate) && Is(b, OpCode.Negate)) return Multiply(nodes[a].A, nodes[b].A);
        if (Is(a, OpCode.Negate)) return Negate(Multiply(nodes[a].A, b));
        if (Is(b, OpCode.Negate)) return Negate(Multiply(a, nodes[b].A));
        return Binary(OpCode.Multiply, Math.Min(a, b), Math.Max(a, b));
    }

    /// <summary>a / b without a guard.</summary>
    public int Divide(int a, int b)
    {
        if (IsConstant(a, 0)) return a;
        if (IsConstant(b, 1)) return a;
        if (IsConstant(b, -1)) return Negate(a);
        if (Is(a, OpCode.Negate)) return Negate(Divide(nodes[a].A, b));
        if (Is(b, OpCode.Negate)) return Negate(Divide(a, nodes[b].A));
        return Binary(OpCode.Divide, a, b);
    }

    public int Min(int a, int b) =>
        a == b || bounds[b].SurelyAtLeast(bounds[a].High) ? a
        : bounds[a].SurelyAtLeast(bounds[b].High) ? b
        : Binary(OpCode.Min, Math.Min(a, b), Math.Max(a, b));

    public int Max(int a, int b) =>
        a == b || bounds[a].SurelyAtLeast(bounds[b].High) ? a
        : bounds[b].SurelyAtLeast(bounds[a].High) ? b
        : Binary(OpCode.Max, Math.Min(a, b), Math.Max(a, b));

    /// <summary>1 where a ≥ b, else 0.</summary>
    public int AtLeast(int a, int b) =>
        bounds[a].SurelyAtLeast(bounds[b].High) ? Constant(1)
        : bounds[a].SurelyBelow(bounds[b].Low) ? Constant(0)
        : Binary(OpCode.AtLeast, a, b);

    public int Negate(int a)
    {
        if (Is(a, OpCode.Negate)) return nodes[a].A;
        if (Is(a, OpCode.Constant)) return Constant(-nodes[a].Constant);
        if (Is(a, OpCode.Subtract)) return Subtract(nodes[a].B, nodes[a].A);
        return Unary(OpCode.Negate, a);
    }

    public int Abs(int a) =>
        bounds[a].Low >= 0 ? a
        : bounds[a].High <= 0 ? Negate(a)
        : Is(a, OpCode.Negate) ? Abs(nodes[a].A)
        : Unary(OpCode.Abs, a);

    public int Sign(int a) =>
        bounds[a].SurelyAtLeast(1e-30) ? Constant(1)
        : bounds[a].SurelyBelow(-1e-30) ? Constant(-1)
        : Unary(OpCode.Sign, a);

    /// <summary>The denominator of a guarded division.</summary>
    public int AwayFromZero(int a) => bounds[a].SurelyAwayFromZero ? a : Unary(OpCode.AwayFromZero, a);

    public int Exp(int a) => Is(a, OpCode.LogProbability) ? Input(OpCode.Probability) : Unary(OpCode.Exp, a);

    public int Unary(OpCode op, int a)
    {
        var (inner, _, _, constant, uniform) = nodes[a];
        return inner == OpCode.Constant ? Constant(ScalarOperations.Apply(op, constant, 0)) : Node(op, a, -1, 0, uniform);
    }

    int Binary(OpCode op, int a, int b) =>
        Is(a, OpCode.Constant) && Is(b, OpCode.Constant)
            ? Constant(ScalarOperations.Apply(op, nodes[a].Constant, nodes[b].Constant))
            : Node(op, a, b, 0, nodes[a].Uniform && nodes[b].Uniform);

    int Node(OpCode op, int a, int b, double constant, bool? uniform = null)
    {
        var key = new Key(op, a, b, BitConverter.DoubleToInt64Bits(constant));
        if (known.TryGetValue(key, out var node)) return node;
        node = nodes.Count;
        nodes.Add((op, a, b, constant, uniform ?? op is OpCode.Constant or OpCode.Classes));
        bounds.Add(
            op == OpCode.Constant ? double.IsNaN(constant) ? Interval.All : Interval.Point(constant)
            : op == OpCode.Multiply && a == b ? Interval.Square(bounds[a])
            : Interval.Of(op, Bound(a), Bound(b)).Loosened(op, Bound(a), Bound(b)));
        known.Add(key, node);
        return node;

        Interval Bound(int operand) => operand < 0 ? default : bounds[operand];
    }
}
