using System.Globalization;
using LossActors.Actors.Comparisons.Figures;

namespace LossActors.Host.Comparing;

/// <summary>How a comparison writes its numbers.</summary>
static class Show
{
    /// <summary>Below this a corrected p-value is marked.</summary>
    public const double Level = 0.05;

    public static string Heading(Metric metric) => metric.IsShare ? $"{metric.Name} %" : metric.Name;

    /// <summary>For a terminal, where columns are many.</summary>
    public static string ShortHeading(Metric metric) => metric.Key switch
    {
        "test_loss" => "loss",
        "loss_gap" => "gap",
        "tail_loss" => "tail",
        Metric.EditDistanceKey => "edits",
        "decoded_distance" => "decoded",
        Metric.StepsToTargetKey => "steps",
        _ => Heading(metric),
    };

    public static string Number(Metric metric, double? value) =>
        value is not { } v || !double.IsFinite(v) ? "" : metric.IsShare ? Percent(v) : Plain(v);

    /// <summary>A difference, with its sign; of shares in points of a percent.</summary>
    public static string Signed(Metric metric, double value) =>
        (value > 0 ? "+" : value < 0 ? "−" : "") + Number(metric, Math.Abs(value));

    /// <summary>Four digits that count.</summary>
    public static string Plain(double value)
    {
        if (value < 0) return "−" + Plain(-value);
        var format = value is 0 or (>= 1000 and < 1e9) ? "0" : value is >= 0.001 and < 1e9 ? "G4" : "0.##E+0";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string P(double? p) => p switch
    {
        null => "",
        < 0.001 => "< .001",
        { } v => v.ToString(".000", CultureInfo.InvariantCulture).Replace("1.000", "1", StringComparison.Ordinal),
    };

    /// <summary>Mean ± deviation, and whether it differs from the baseline's by the corrected test: ▲ better, ▼ worse, ● neither.</summary>
    public static string Cell(ComparisonFigure figure)
    {
        if (figure.Spread is not { } spread) return "";
        var text = Number(figure.Metric, spread.Mean) + (spread.Deviation is { } d ? $" ± {Number(figure.Metric, d)}" : "");
        return Differs(figure) ? $"{text} {Mark(figure)}" : text;
    }

    public static bool Differs(ComparisonFigure figure) => figure.AgainstBaseline is { Corrected: < Level };

    static string Mark(ComparisonFigure figure) => (Math.Sign(figure.AgainstBaseline!.Difference.Mean) * figure.Metric.Better) switch
    {
        > 0 => "▲",
        < 0 => "▼",
        _ => "●",
    };

    static string Percent(double share) => (share < 0 ? "−" : "") + Math.Abs(100 * share).ToString("0.00", CultureInfo.InvariantCulture);
}
