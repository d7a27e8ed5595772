namespace LossActors.Genetics.Expressions;

/// <summary>
/// Reads infix text such as <c>-y*log(p)</c>. A leading minus takes the whole product that follows (<c>-y*p</c> is −(y·p)); before a
/// number it makes a negative constant.
/// </summary>
public sealed class Parser
{
    /// <summary>Bodies above this many nodes are refused.</summary>
    public const int MostNodes = 4096;

    /// <summary>Bodies nested deeper than this are refused.</summary>
    public const int MostDepth = 200;

    static readonly string[] FunctionNames = [.. Ops.Functions.Select(f => f.Symbol()), "neg"];
    static readonly string[] KnownNames = [.. Ops.Inputs.Select(i => i.Symbol()), .. FunctionNames];

    readonly Tokens tokens;
    int nodes;
    int nesting;

    internal Parser(Tokens tokens) => this.tokens = tokens;

    /// <summary>Reads a whole text as one expression.</summary>
    /// <exception cref="ExpressionException">The text is no expression or is too large.</exception>
    public static Expr Parse(string text)
    {
        var tokens = new Tokens(text);
        var body = new Parser(tokens).Expression();
        if (tokens.Kind != '\0') throw tokens.Error($"expected an operator or the end, found {tokens.Found}");
        return body;
    }

    internal Expr Expression()
    {
        if (++nesting > MostDepth) throw tokens.Error($"nested deeper than {MostDepth}");
        var left = Signed();
        while (tokens.Kind is '+' or '-')
        {
            var op = tokens.Kind == '+' ? Op.Add : Op.Subtract;
            tokens.Advance();
            left = Make(op, left, Signed());
        }

        nesting--;
        return left;
    }

    Expr Signed()
    {
        if (tokens.Kind != '-') return Term(Factor());
        tokens.Advance();
        if (tokens.Kind == '0') return Term(Number(-1));
        if (++nesting > MostDepth) throw tokens.Error($"nested deeper than {MostDepth}");
        var negated = Make(Op.Negate, Signed());
        nesting--;
        return negated;
    }

    Expr Term(Expr left)
    {
        while (tokens.Kind is '*' or '/')
        {
            var op = tokens.Kind == '*' ? Op.Multiply : Op.Divide;
            tokens.Advance();
            left = Make(op, left, Factor());
        }

        return left;
    }

    Expr Factor()
    {
        switch (tokens.Kind)
        {
            case '0':
                return Number(1);
            case 'a':
                return Named();
            case '-':
                tokens.Advance();
                if (tokens.Kind == '0') return Number(-1);
                if (++nesting > MostDepth) throw tokens.Error($"nested deeper than {MostDepth}");
                var negated = Make(Op.Negate, Factor());
                nesting--;
                return negated;
            case '(':
                tokens.Advance();
                var inner = Expression();
                tokens.Expect(')', "to close the bracket");
                return inner;
            default:
                throw tokens.Error($"expected a number, y, p, z (or s), C, a function or '(', found {tokens.Found}");
        }
    }

    Expr Number(double sign)
    {
        var number = Expr.Constant(sign * tokens.Number);
        tokens.Advance();
        return Count(number);
    }

    Expr Named()
    {
        var (name, at) = (tokens.Name, tokens.Position);
        tokens.Advance();
        // How papers on structures write the score.
        if (name == "s") name = Op.Z.Symbol();
        foreach (var input in Ops.Inputs)
            if (name == input.Symbol())
                return tokens.Kind == '('
                    ? throw tokens.ErrorAt(at, $"\"{name}\" is not a function; write {name}*(...) for a product")
                    : Count(Expr.Leaf(input));
        if (name == "neg") return Call(Op.Negate, name, at);
        foreach (var function in Ops.Functions)
            if (name == function.Symbol()) return Call(function, name, at);
        throw tokens.ErrorAt(at, $"unknown {(tokens.Kind == '(' ? "function" : "name")} \"{name}\""
            + (Spelling.DidYouMean(name, tokens.Kind == '(' ? FunctionNames : KnownNames) is { Length: > 0 } hint
                ? hint
                : $"; known are {string.Join(", ", KnownNames)}"));
    }

    Expr Call(Op op, string name, int at)
    {
        var arity = op.Arity();
        tokens.Expect('(', $"after the function {name}");
        var first = Expression();
        if (arity == 2) tokens.Expect(',', $"between the two arguments of {name}");
        var second = arity == 2 ? Expression() : null;
        if (tokens.Kind == ',') throw tokens.Error($"{name} takes {arity} argument{(arity == 1 ? "" : "s")}");
        tokens.Expect(')', $"after the argument{(arity == 1 ? "" : "s")} of {name}");
        if (op == Op.Root && !(first.Op == Op.Constant && first.Value is >= Expr.LeastRoot and <= Expr.MostRoot))
            throw tokens.ErrorAt(at, $"the k of root(k, x) must be a number from {Expr.LeastRoot} to {Expr.MostRoot}");
        return second is null ? Make(op, first) : Make(op, first, second);
    }

    Expr Make(Op op, params ReadOnlySpan<Expr> args)
    {
        var node = Count(Expr.Node(op, args));
        return node.Depth > MostDepth ? throw tokens.Error($"nested deeper than {MostDepth}") : node;
    }

    Expr Count(Expr node) =>
        ++nodes > MostNodes ? throw tokens.Error($"more than {MostNodes} nodes") : node;
}
