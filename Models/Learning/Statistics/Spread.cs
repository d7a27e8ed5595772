using MathNet.Numerics.Distributions;

namespace LossActors.Learning.Statistics;

/// <summary>Mean and spread of a sample of n ≥ 1 numbers.</summary>
/// <param name="Deviation">Standard deviation with n − 1; null for one number.</param>
/// <param name="Margin">Half of the 95 % confidence interval of the mean by Student's t; null for one number.</param>
public sealed record Spread(int Count, double Mean, double? Deviation, double? Margin)
{
    /// <returns>Null for no numbers.</returns>
    public static Spread? Of(IReadOnlyCollection<double> values)
    {
        var n = values.Count;
        if (n == 0) return null;
        var mean = values.Average();
        if (n == 1) return new Spread(1, mean, null, null);
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (n - 1));
        return new Spread(n, mean, deviation, StudentT.InvCDF(0, 1, n - 1, 0.975) * deviation / Math.Sqrt(n));
    }
}
