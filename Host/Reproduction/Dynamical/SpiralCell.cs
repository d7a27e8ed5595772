using System.Globalization;
using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>The trainings of one width, amplitude and period, one a seed.</summary>
sealed record SpiralCell(int Width, double Amplitude, int Period, IReadOnlyDictionary<int, SpiralResult> BySeed)
{
    public IReadOnlyList<SpiralResult> Results { get; } = [.. BySeed.OrderBy(r => r.Key).Select(r => r.Value)];

    public IEnumerable<double> Training => Results.Select(r => r.Training);

    public IEnumerable<double> Validation => Results.Select(r => r.Validation);

    public int Successes => Results.Count(r => r.Succeeds);

    public double Share => (double)Successes / Results.Count;

    public string Name => Amplitude == 1 ? "static" : $"A = {Text(Amplitude)}";

    /// <summary>95 % interval of <see cref="Share"/> that stays within 0 and 1: Wilson, JASA 22 (1927).</summary>
    public Spread ShareInterval
    {
        get
        {
            const double Z = 1.96;
            var count = Results.Count;
            var centre = Share + Z * Z / (2 * count);
            var half = Z * Math.Sqrt(Share * (1 - Share) / count + Z * Z / (4.0 * count * count));
            return new((centre - half) / (1 + Z * Z / count), (centre + half) / (1 + Z * Z / count));
        }
    }

    public static List<SpiralCell> Of(IReadOnlyList<SpiralTraining> trainings, ExperimentResults results) =>
    [
        .. from t in trainings
           group (t.Seed, Result: results.Get<SpiralResult>(t.Key)) by (t.Width, t.Amplitude, t.Period) into cell
           orderby cell.Key
           select new SpiralCell(cell.Key.Width, cell.Key.Amplitude, cell.Key.Period, cell.ToDictionary(r => r.Seed, r => r.Result)),
    ];

    /// <summary>Whole numbers as such, others with three places.</summary>
    public static string Text(double value) => value.ToString(value == Math.Floor(value) ? "0" : "0.000", CultureInfo.InvariantCulture);

    public static string Mean(IEnumerable<double> values) => Text(values.Average());
}
