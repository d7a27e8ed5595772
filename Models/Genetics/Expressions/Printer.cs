using System.Globalization;
using System.Text;

namespace LossActors.Genetics.Expressions;

/// <summary>
/// Writes an expression as text that <see cref="Parser"/> reads back to the very same tree, with no bracket that is not needed.
/// </summary>
public static class Printer
{
    // How tightly a text binds: sums, negations, products, everything closed in itself.
    const int Sum = 1, Negation = 2, Product = 3, Closed = 4;

    public static string Print(Expr e)
    {
        var text = new StringBuilder();
        Write(e, text);
        return text.ToString();
    }

    /// <summary>The shortest text that reads back to the same double, exponents as in <c>1e-7</c>.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0) return text;
        var exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, e)}e{exponent}");
    }

    static int Binding(Expr e) => e.Op switch
    {
        Op.Add or Op.Subtract => Sum,
        Op.Negate => Negation,
        Op.Multiply or Op.Divide => Product,
        _ => Closed,
    };

    static void Write(Expr e, StringBuilder text)
    {
        switch (e.Op)
        {
            case Op.Constant:
                text.Append(Number(e.Value));
                break;
            case Op.Y or Op.P or Op.Z or Op.C:
                text.Append(e.Op.Symbol());
                break;
            case Op.Add or Op.Subtract:
                Bracketed(e.Args[0], Binding(e.Args[0]) < Sum, text);
                text.Append(' ').Append(e.Op.Symbol()).Append(' ');
                Bracketed(e.Args[1], Binding(e.Args[1]) == Sum, text);
                break;
            case Op.Multiply or Op.Divide:
                Bracketed(e.Args[0], Binding(e.Args[0]) < Product, text);
                text.Append(e.Op.Symbol());
                Bracketed(e.Args[1], Binding(e.Args[1]) <= Product || IsNegative(e.Args[1]), text);
                break;
            case Op.Negate:
                text.Append('-');
                Bracketed(e.Args[0], Binding(e.Args[0]) <= Negation || StartsWithNumber(e.Args[0]), text);
                break;
            default:
                text.Append(e.Op.Symbol()).Append('(');
                Write(e.Args[0], text);
                if (e.Args.Length == 2)
                {
                    text.Append(", ");
                    Write(e.Args[1], text);
                }

                text.Append(')');
                break;
        }
    }

    static void Bracketed(Expr e, bool bracket, StringBuilder text)
    {
        if (bracket) text.Append('(');
        Write(e, text);
        if (bracket) text.Append(')');
    }

    static bool IsNegative(Expr e) => e.Op == Op.Constant && e.Value < 0;

    // "-3*y" reads as (−3)·y, so the negation of 3·y needs a bracket.
    static bool StartsWithNumber(Expr e) => e.Op switch
    {
        Op.Constant => true,
        Op.Multiply or Op.Divide => StartsWithNumber(e.Args[0]),
        _ => false,
    };
}
