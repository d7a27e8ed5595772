using System.Globalization;
using LossActors.FormerActors.Runs;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>What the trainings say beside the papers.</summary>
static class DynamicalReport
{
    /// <summary>Success at one width and amplitude in an independent re-run of the notebook's recipe in Python, 3 seeds.</summary>
    static readonly Dictionary<(int Width, double Amplitude), string> Rerun = new()
    {
        [(20, 1)] = ".467 .443 .480", [(20, 10)] = ".847 .610 .780", [(20, 70)] = ".750 .643 .807", [(50, 1)] = ".993 .507 .470", [(50, 10)] = ".993 .993 .993",
        [(50, 70)] = ".993 .940 .993", [(100, 1)] = ".993 × 3", [(100, 10)] = ".993 × 3", [(100, 70)] = ".993 × 3", [(200, 1)] = ".993 × 3", [(200, 10)] = ".993 × 3", [(200, 70)] = ".993 × 3",
    };

    public static Report Write(DynamicalParts parts, StudyResults results)
    {
        var cells = Cells(parts.Grid, results);
        var blocks = new List<Block>
        {
            new Paragraph(
                "A dynamical loss emphasises one class after another: its weight rises from 1 to A and falls back within T steps, while all weights keep mean 1. The papers' claim: small networks "
                + "then learn what static cross-entropy cannot teach them. Their toy problem: three spiral arms of 100 points, one hidden layer of ReLUs, full-batch gradient descent at rate 1 for 70,000 steps, "
                + "T = 5,000, the last period static. At most 298 of the 300 points can be right (.9933); a training succeeds with .99 and up."),
            new Heading("Which widths learn"),
            Headline(cells),
            Table(cells),
        };
        if (parts.Redrawn.Count > 0) blocks.Add(RedrawnText(Cells(parts.Redrawn, results)));
        if (cells.Select(c => c.Width).Distinct().Count() > 1) blocks.AddRange(WidthCharts(cells));
        blocks.AddRange(CurveCharts(cells));
        if (parts.Map.Count > 0) blocks.AddRange(MapBlocks(parts.Map, results));
        if (parts.Curvature.Count > 0) blocks.AddRange(CurvatureReport.Blocks(parts.Curvature, results));
        blocks.Add(new Heading("What is like the papers, and what is not"));
        blocks.Add(new Paragraph(
            "As in the released notebook: points (drawn once for all trainings, with our own random numbers), network, Glorot-normal weights, biases of deviation .01, weights over time, rate, steps. Ours: "
            + "float32 for the notebook's float64, and a period of exactly T steps (the notebook's code gives T + 1). The papers' own figures for widths, rates and accuracies are not public as numbers; the column "
            + "beside ours is an independent re-run of the notebook's recipe in Python, 3 seeds, final training accuracy. Validation points are the same spiral with its angular noise redrawn."));
        return new("Dynamical losses on the spiral", blocks);
    }

    static List<Cell> Cells(IReadOnlyList<SpiralTraining> trainings, StudyResults results) =>
    [
        .. from t in trainings
           group (t.Seed, Result: results.Get<SpiralResult>(t.Key)) by (t.Width, t.Amplitude, t.Period) into cell
           orderby cell.Key
           select new Cell(cell.Key.Width, cell.Key.Amplitude, cell.Key.Period, cell.ToDictionary(r => r.Seed, r => r.Result)),
    ];

    static Paragraph Headline(List<Cell> cells)
    {
        var (still, moving) = (cells.SingleOrDefault(c => c is { Width: 50, Amplitude: 1 }), cells.SingleOrDefault(c => c is { Width: 50, Amplitude: 10 }));
        if (still is null || moving is null) return new("The trainings of width 50 have not finished.");
        var pairs = moving.BySeed.Where(r => still.BySeed.ContainsKey(r.Key)).OrderBy(r => r.Key).Select(r => (First: r.Value, Second: still.BySeed[r.Key])).ToList();
        var succeeding = pairs.Where(p => p.First.Succeeds).ToList();
        var p = SignedRank.PValue([.. pairs.Select(r => r.First.Training - r.Second.Training)]);
        return new(
            $"At width 50 A = 10 succeeds with {pairs.Count(r => r.First.Succeeds)} of {pairs.Count} seeds and static cross-entropy with {pairs.Count(r => r.Second.Succeeds)}. Of the {succeeding.Count} seeds with which A = 10 succeeds, static "
            + $"cross-entropy fails with {succeeding.Count(s => !s.Second.Succeeds)}. Difference in training accuracy, paired by seed: {Mean(pairs.Select(r => r.First.Training - r.Second.Training))} on average, "
            + $"Wilcoxon p = {p.ToString("0.###", CultureInfo.InvariantCulture)}."
            + (cells.Select(c => c.Width).Distinct().Count() > 1 ? $" Critical width, the smallest of those tried at which at least half of the seeds succeed: {Critical(cells)}." : ""));
    }

    static string Critical(List<Cell> cells) => string.Join(", ", cells.GroupBy(c => c.Amplitude).Select(g =>
        $"{g.Where(c => 2 * c.Successes >= c.Results.Count).Select(c => $"{c.Width}").FirstOrDefault("none")} for A = {Text(g.Key)}"));

    static Table Table(List<Cell> cells) => new(
        "Final accuracy by width and amplitude: mean ± standard error",
        ["width", "A", "succeed", "training accuracy", "least", "validation accuracy", "training accuracy, re-run in Python"],
        [.. cells.Select(c => (IReadOnlyList<string>)
        [
            $"{c.Width}", Text(c.Amplitude), $"{c.Successes} of {c.Results.Count}", Estimate.Of(c.Training).Text("0.000"), Text(c.Training.Min()), Estimate.Of(c.Results.Select(r => r.Validation)).Text("0.000"),
            Rerun.GetValueOrDefault((c.Width, c.Amplitude), "–"),
        ])]);

    static Paragraph RedrawnText(List<Cell> cells) => new(
        "How much hangs on the one draw of the points: with other points for every seed, at width 50, "
        + string.Join(", ", cells.Select(c => $"{c.Successes} of {c.Results.Count} succeed with A = {Text(c.Amplitude)} (mean training accuracy {Mean(c.Training)})")) + ".");

    static IEnumerable<Block> WidthCharts(List<Cell> cells)
    {
        var amplitudes = cells.GroupBy(c => c.Amplitude).ToList();
        yield return new LineChart(
            "Share of seeds that succeed, with Wilson's 95 % interval", new("width"), new("share"),
            [.. amplitudes.Select(g => new Line(
                Name(g.Key), [.. g.Select(c => (double)c.Width)], [.. g.Select(c => (double)c.Successes / c.Results.Count)], [.. g.Select(c => Wilson(c.Successes, c.Results.Count))]))]);
        var widths = cells.GroupBy(c => c.Width).Where(g => g.Count() == amplitudes.Count).ToList();
        yield return new BarChart(
            "Validation accuracy, with the range over seeds", [.. widths.Select(g => $"width {g.Key}")], new("validation accuracy"),
            [.. amplitudes.Select((a, i) => new Bars(
                Name(a.Key), [.. widths.Select(w => w.ElementAt(i).Results.Average(r => r.Validation))],
                [.. widths.Select(w => new Spread(w.ElementAt(i).Results.Min(r => r.Validation), w.ElementAt(i).Results.Max(r => r.Validation)))]))]);
    }

    static IEnumerable<Block> CurveCharts(List<Cell> cells) => cells.GroupBy(c => c.Width).Where(g => g.Key is 50 or 100).Select(g => new LineChart(
        $"Training accuracy at width {g.Key}: mean and range over seeds", new("step"), new("training accuracy"), [.. g.Select(c =>
        {
            var curves = c.Results.Where(r => r.Curve.Count > 0).ToList();
            double[][] columns = [.. Enumerable.Range(0, curves[0].Curve.Count).Select(i => curves.Select(r => r.Curve[i]).ToArray())];
            return new Line(Name(c.Amplitude), [.. curves[0].CurveSteps.Select(s => (double)s)], [.. columns.Select(v => v.Average())], [.. columns.Select(v => new Spread(v.Min(), v.Max()))]);
        })]));

    static IEnumerable<Block> MapBlocks(IReadOnlyList<SpiralTraining> map, StudyResults results)
    {
        var cells = Cells(map, results);
        var moving = cells.Where(c => c.Amplitude > 1).ToList();
        double[] amplitudes = [.. moving.Select(c => c.Amplitude).Distinct()];
        int[] periods = [.. moving.Select(c => c.Period).Distinct().Order()];
        double[][] values = [.. amplitudes.Select(a => periods.Select(t =>
            moving.SingleOrDefault(c => c.Amplitude == a && c.Period == t)?.Training.Average() ?? double.NaN).ToArray())];
        yield return new Heading("Amplitude and period");
        var still = cells.SingleOrDefault(c => c.Amplitude == 1);
        var seeds = map.Select(t => t.Seed).Distinct().Count();
        yield return new Paragraph(
            $"A smaller budget: width {map[0].Width}, {map[0].Steps} steps, {seeds} {(seeds == 1 ? "seed" : "seeds")} a place."
            + (still is null ? "" : $" Static cross-entropy has {Mean(still.Training)} there; {moving.Count(c => c.Training.Average() > still.Training.Average())} of {moving.Count} places have more."));
        if (moving.Count == 0) yield break;
        yield return new HeatMap(
            "Mean training accuracy", new("T, steps for one class"), [.. periods.Select(t => $"{t}")], new("A"), [.. amplitudes.Select(Text)], values, new("training accuracy"));
        yield return new Table(
            "Mean training accuracy", ["A", .. periods.Select(t => $"T = {t}")], [.. amplitudes.Zip(values, (a, row) => (IReadOnlyList<string>)[Text(a), .. row.Select(v => Estimate.Number(v, "0.000"))])]);
    }

    /// <summary>Wilson, JASA 22 (1927): an interval for a share that stays within 0 and 1.</summary>
    static Spread Wilson(int successes, int count)
    {
        const double Z = 1.96;
        double share = (double)successes / count, centre = share + Z * Z / (2 * count), half = Z * Math.Sqrt(share * (1 - share) / count + Z * Z / (4.0 * count * count));
        return new((centre - half) / (1 + Z * Z / count), (centre + half) / (1 + Z * Z / count));
    }

    static string Name(double amplitude) => amplitude == 1 ? "static" : $"A = {Text(amplitude)}";

    static string Mean(IEnumerable<double> values) => Text(values.Average());

    static string Text(double value) => value.ToString(value == Math.Floor(value) ? "0" : "0.000", CultureInfo.InvariantCulture);

    sealed record Cell(int Width, double Amplitude, int Period, IReadOnlyDictionary<int, SpiralResult> BySeed)
    {
        public IReadOnlyList<SpiralResult> Results { get; } = [.. BySeed.OrderBy(r => r.Key).Select(r => r.Value)];

        public IEnumerable<double> Training => Results.Select(r => r.Training);

        public int Successes => Results.Count(r => r.Succeeds);
    }
}
