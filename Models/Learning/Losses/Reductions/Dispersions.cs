using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>The ρ of SoftAD and COCE, with ρ′.</summary>
static class Dispersions
{
    /// <summary>√(1 + x²) − 1, written so that small x keep their digits.</summary>
    public static (double Value, double Slope) Soft(double x)
    {
        var root = Math.Sqrt(1 + x * x);
        return (x * x / (1 + root), x / root);
    }

    /// <inheritdoc cref="Soft(double)"/>
    public static Tensor Soft(Tensor x)
    {
        var square = x * x;
        return square / square.Plus(1).sqrt().Plus(1);
    }

    public static (double Value, double Slope) Of(Concentrated.Dispersion kind, double x) => kind switch
    {
        Concentrated.Dispersion.Soft => Soft(x),
        Concentrated.Dispersion.Abs => (Math.Abs(x), double.IsNaN(x) ? x : Math.Sign(x)),
        _ => (x * x / 2, x),
    };

    public static Tensor Of(Concentrated.Dispersion kind, Tensor x) => kind switch
    {
        Concentrated.Dispersion.Soft => Soft(x),
        Concentrated.Dispersion.Abs => x.abs(),
        _ => (x * x).Over(2),
    };
}
