using System.Globalization;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>A mean over draws and its standard error.</summary>
readonly record struct Estimate(double Mean, double Error)
{
    public static Estimate Of(IEnumerable<double> values)
    {
        var all = values.ToList();
        if (all.Count == 0) return new(double.NaN, double.NaN);
        var mean = all.Average();
        if (all.Count < 2) return new(mean, double.NaN);
        return new(mean, Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Count - 1) / all.Count));
    }

    /// <summary>Like <c>0.131 ± 0.010</c>.</summary>
    public string Text(string format)
    {
        var mean = Number(Mean, format);
        return double.IsNaN(Mean) || double.IsNaN(Error) ? mean : $"{mean} ± {Number(Error, format.Split(';')[0].TrimStart('+'))}";
    }

    /// <summary>Like <c>3 draws</c>.</summary>
    public static string Draws(int count) => count == 1 ? "one draw" : $"{count} draws";

    public static string Number(double value, string format) =>
        double.IsNaN(value) ? "–" : value.ToString(format, CultureInfo.InvariantCulture);
}
