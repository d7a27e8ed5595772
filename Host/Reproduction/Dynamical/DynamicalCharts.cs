using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>Widths, learning curves, and the map of amplitude and period.</summary>
static class DynamicalCharts
{
    public static IEnumerable<Block> Widths(List<SpiralCell> cells)
    {
        var amplitudes = cells.GroupBy(c => c.Amplitude).Select(g => g.ToList()).ToList();
        yield return new LineChart(
            "Share of seeds that succeed, with Wilson's 95 % interval", new("width"), new("share"), [.. amplitudes.Select(Shares)]);
        var widths = cells.GroupBy(c => c.Width).Select(g => g.ToList()).Where(w => w.Count == amplitudes.Count).ToList();
        yield return new BarChart(
            "Validation accuracy, with the range over seeds", [.. widths.Select(w => $"width {w[0].Width}")], new("validation accuracy"),
            [.. amplitudes.Select((a, i) => Accuracies(a[0].Name, [.. widths.Select(w => w[i])]))]);

        static Line Shares(List<SpiralCell> cells) => new(
            cells[0].Name,
            [.. cells.Select(c => (double)c.Width)],
            [.. cells.Select(c => c.Share)],
            [.. cells.Select(c => c.ShareInterval)]);

        static Bars Accuracies(string name, IReadOnlyList<SpiralCell> cells) => new(
            name,
            [.. cells.Select(c => c.Validation.Average())],
            [.. cells.Select(c => new Spread(c.Validation.Min(), c.Validation.Max()))]);
    }

    public static IEnumerable<Block> Curves(List<SpiralCell> cells)
    {
        foreach (var width in cells.GroupBy(c => c.Width).Where(g => g.Key is 50 or 100))
        {
            yield return new LineChart(
                $"Training accuracy at width {width.Key}: mean and range over seeds", new("step"), new("training accuracy"),
                [.. width.Select(Curve)]);
        }

        static Line Curve(SpiralCell cell)
        {
            var curves = cell.Results.Where(r => r.Curve.Count > 0).ToList();
            double[][] columns = [.. Enumerable.Range(0, curves[0].Curve.Count).Select(i => curves.Select(r => r.Curve[i]).ToArray())];
            return new(
                cell.Name,
                [.. curves[0].CurveSteps.Select(s => (double)s)],
                [.. columns.Select(v => v.Average())],
                [.. columns.Select(v => new Spread(v.Min(), v.Max()))]);
        }
    }

    public static IEnumerable<Block> Map(IReadOnlyList<SpiralTraining> map, ExperimentResults results)
    {
        var cells = SpiralCell.Of(map, results);
        var moving = cells.Where(c => c.Amplitude > 1).ToList();
        yield return new Heading("Amplitude and period");
        yield return MapText(map, cells.SingleOrDefault(c => c.Amplitude == 1), moving);
        if (moving.Count == 0) yield break;
        double[] amplitudes = [.. moving.Select(c => c.Amplitude).Distinct()];
        int[] periods = [.. moving.Select(c => c.Period).Distinct().Order()];
        double[][] values = [.. amplitudes.Select(a => periods.Select(t => Accuracy(a, t)).ToArray())];
        yield return new HeatMap(
            "Mean training accuracy",
            new("T, steps for one class"), [.. periods.Select(t => $"{t}")],
            new("A"), [.. amplitudes.Select(SpiralCell.Text)],
            values, new("training accuracy"));
        yield return new Table("Mean training accuracy", ["A", .. periods.Select(t => $"T = {t}")], [.. amplitudes.Zip(values, Row)]);

        double Accuracy(double amplitude, int period) =>
            moving.SingleOrDefault(c => c.Amplitude == amplitude && c.Period == period)?.Training.Average() ?? double.NaN;

        static IReadOnlyList<string> Row(double amplitude, double[] values) =>
            [SpiralCell.Text(amplitude), .. values.Select(v => Estimate.Number(v, "0.000"))];
    }

    static Paragraph MapText(IReadOnlyList<SpiralTraining> map, SpiralCell? still, List<SpiralCell> moving)
    {
        var seeds = map.Select(t => t.Seed).Distinct().Count();
        var budget = $"A smaller budget: width {map[0].Width}, {map[0].Steps} steps, {seeds} {(seeds == 1 ? "seed" : "seeds")} a place.";
        if (still is null) return new(budget);
        var better = moving.Count(c => c.Training.Average() > still.Training.Average());
        return Paragraph.Of(
            $"""
            {budget}
            Static cross-entropy has {SpiralCell.Mean(still.Training)} there; {better} of {moving.Count} places have more.
            """);
    }
}
