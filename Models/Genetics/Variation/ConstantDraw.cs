using System.Globalization;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Variation;

/// <summary>Constants as a person would write them: few digits, mostly small.</summary>
static class ConstantDraw
{
    static readonly double[] Usual = [0.1, 0.25, 0.5, 1, 1, 2, 2, 3, 4, 5, 10];
    static readonly double[] Roots = [1.5, 2, 3, 4, 5, 8, 16, 32, 64];

    public static Expr New(RandomStream draws) => Expr.Constant(draws.NextBool(0.5)
        ? draws.Pick<double>(Usual) * (draws.NextBool(0.25) ? -1 : 1)
        : Math.Round(2 * draws.NextNormal(), 2));

    public static Expr NewRoot(RandomStream draws) => Expr.Constant(draws.Pick<double>(Roots));

    /// <summary>A constant nearby: a fifth more or less, seldom the opposite sign; of 0 a new one.</summary>
    public static Expr Near(Expr constant, RandomStream draws)
    {
        if (constant.Value == 0 || draws.NextBool(0.1)) return New(draws);
        var moved = constant.Value * (1 + 0.2 * draws.NextNormal());
        return Expr.Constant(ThreeDigits(draws.NextBool(0.05) ? -moved : moved));
    }

    public static Expr NearRoot(Expr k, RandomStream draws) => draws.NextBool(0.3)
        ? NewRoot(draws)
        : Expr.Constant(Math.Clamp(ThreeDigits(k.Value * (1 + 0.2 * draws.NextNormal())), Expr.LeastRoot, Expr.MostRoot));

    public static double ThreeDigits(double value) =>
        double.Parse(value.ToString("E2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
