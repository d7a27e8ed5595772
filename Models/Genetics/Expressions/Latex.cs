using System.Globalization;
using System.Text;

namespace LossActors.Genetics.Expressions;

/// <summary>Writes an expression for a LaTeX formula (math mode, no dollar signs).</summary>
public static class Latex
{
    const int Sum = 1, Negation = 2, Product = 3, Power = 4, Closed = 5;

    public static string Print(Expr e) => Write(e).Text;

    /// <summary>A number, with powers of ten for exponents.</summary>
    static string Number(double value)
    {
        var text = Printer.Number(value);
        var e = text.IndexOf('e', StringComparison.Ordinal);
        return e < 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, e)} \\cdot 10^{{{text.AsSpan(e + 1)}}}");
    }

    static (string Text, int Binding) Write(Expr e)
    {
        switch (e.Op)
        {
            case Op.Constant:
                var number = Number(e.Value);
                return (number, e.Value < 0 ? Negation : number.Contains(' ', StringComparison.Ordinal) ? Product : Closed);
            case Op.Y or Op.P or Op.Z or Op.C: return (e.Op.Symbol(), Closed);
            case Op.Add: return ($"{At(e.Args[0], Sum)} + {At(e.Args[1], Product)}", Sum);
            case Op.Subtract: return ($"{At(e.Args[0], Sum)} - {At(e.Args[1], Product)}", Sum);
            case Op.Negate: return ($"-{At(e.Args[0], Product)}", Negation);
            case Op.Multiply: return (Juxtaposed(e), Product);
            case Op.Divide: return ($"\\frac{{{Print(e.Args[0])}}}{{{Print(e.Args[1])}}}", Closed);
            case Op.Square: return ($"{At(e.Args[0], Closed)}^{{2}}", Power);
            case Op.Pow: return ($"{At(e.Args[0], Closed)}^{{{Print(e.Args[1])}}}", Power);
            case Op.Sqrt: return ($"\\sqrt{{{Print(e.Args[0])}}}", Closed);
            case Op.Exp: return ($"e^{{{Print(e.Args[0])}}}", Power);
            case Op.Abs: return ($"\\left|{Print(e.Args[0])}\\right|", Closed);
            case Op.Sigmoid: return ($"\\sigma\\left({Print(e.Args[0])}\\right)", Closed);
            case Op.Root:
                var k = Number(e.Args[0].Value);
                return ($"{k}\\left({At(e.Args[1], Closed)}^{{1/{k}}} - 1\\right)", Product);
            case Op.Min or Op.Max: return ($"\\{e.Op.Symbol()}\\left({Print(e.Args[0])}, {Print(e.Args[1])}\\right)", Closed);
            default: return ($"\\{e.Op.Symbol()}\\left({Print(e.Args[0])}\\right)", Closed);
        }
    }

    static string Juxtaposed(Expr e)
    {
        var left = At(e.Args[0], Product);
        var right = At(e.Args[1], Power);
        // Two numbers side by side would read as one.
        return char.IsAsciiDigit(right[0]) ? $"{left} \\cdot {right}" : $"{left} \\, {right}";
    }

    static string At(Expr e, int binding)
    {
        var (text, own) = Write(e);
        return own >= binding ? text : new StringBuilder("\\left(").Append(text).Append("\\right)").ToString();
    }
}
