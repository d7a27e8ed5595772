using System.Security.Cryptography;
using System.Text;

namespace LossActors.Genetics.Expressions.Canonical;

/// <summary>
/// One tree for the many ways to write a body: operands in order, like terms gathered, constants folded with + − × ÷ √ alone (so that
/// every processor folds alike) and kept to four digits, y·f(y) = y·f(1), signs and logarithms of powers pulled out. Value and gradient
/// stay the same up to that rounding, except inside a guard's dead zone and for √y and y^c, c ≥ ½, which become y (they are √ε and ε^c
/// at y = 0).
/// </summary>
public static class CanonicalForm
{
    // A rewrite may open the way for another; two passes are nearly always enough.
    const int MostPasses = 10;

    /// <summary>The canonical tree; <c>Of(Of(e))</c> equals <c>Of(e)</c>.</summary>
    public static Expr Of(Expr e) => Of(e, round: true);

    internal static Expr Of(Expr e, bool round)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var next = new Rewriting(round).Sum(e).Emit(round);
            if (next.Equals(e)) return e;
            e = next;
        }

        return e;
    }

    /// <summary>128 bits of SHA-256 over a text, as 32 hexadecimal digits: a durable key.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
