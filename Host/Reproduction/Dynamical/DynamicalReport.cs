using LossActors.Learning.Statistics;
using System.Globalization;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>What the trainings say beside the papers.</summary>
static class DynamicalReport
{
    /// <summary>Success at one width and amplitude in an independent re-run of the notebook's recipe in Python, 3 seeds.</summary>
    static readonly Dictionary<(int Width, double Amplitude), string> Rerun = new()
    {
        [(20, 1)] = ".467 .443 .480",
        [(20, 10)] = ".847 .610 .780",
        [(20, 70)] = ".750 .643 .807",
        [(50, 1)] = ".993 .507 .470",
        [(50, 10)] = ".993 .993 .993",
        [(50, 70)] = ".993 .940 .993",
        [(100, 1)] = ".993 × 3",
        [(100, 10)] = ".993 × 3",
        [(100, 70)] = ".993 × 3",
        [(200, 1)] = ".993 × 3",
        [(200, 10)] = ".993 × 3",
        [(200, 70)] = ".993 × 3",
    };

    public static Report Write(DynamicalParts parts, ExperimentResults results)
    {
        var cells = SpiralCell.Of(parts.Grid, results);
        var blocks = new List<Block> { Claim(), new Heading("Which widths learn"), Headline(cells), Table(cells) };
        if (parts.Redrawn.Count > 0) blocks.Add(RedrawnText(SpiralCell.Of(parts.Redrawn, results)));
        if (HasWidths(cells)) blocks.AddRange(DynamicalCharts.Widths(cells));
        blocks.AddRange(DynamicalCharts.Curves(cells));
        if (parts.Map.Count > 0) blocks.AddRange(DynamicalCharts.Map(parts.Map, results));
        if (parts.Curvature.Count > 0) blocks.AddRange(CurvatureReport.Blocks(parts.Curvature, results));
        blocks.Add(new Heading("What is like the papers, and what is not"));
        blocks.Add(Differences());
        return new("Dynamical losses on the spiral", blocks);
    }

    static Paragraph Claim() => Paragraph.Of(
        """
        A dynamical loss emphasises one class after another: its weight rises from 1 to A and falls back within T steps,
        while all weights keep mean 1.
        The papers' claim: small networks then learn what static cross-entropy cannot teach them.
        Their toy problem: three spiral arms of 100 points, one hidden layer of ReLUs,
        full-batch gradient descent at rate 1 for 70,000 steps, T = 5,000, the last period static.
        At most 298 of the 300 points can be right (.9933); a training succeeds with .99 and up.
        """);

    static Paragraph Differences() => Paragraph.Of(
        """
        As in the released notebook: points (drawn once for all trainings, with our own random numbers), network, Glorot-normal weights,
        biases of deviation .01, weights over time, rate, steps.
        Ours: float32 for the notebook's float64, and a period of exactly T steps (the notebook's code gives T + 1).
        The papers' own figures for widths, rates and accuracies are not public as numbers;
        the column beside ours is an independent re-run of the notebook's recipe in Python, 3 seeds, final training accuracy.
        Validation points are the same spiral with its angular noise redrawn.
        """);

    static Paragraph Headline(List<SpiralCell> cells)
    {
        var still = cells.SingleOrDefault(c => c is { Width: 50, Amplitude: 1 });
        var moving = cells.SingleOrDefault(c => c is { Width: 50, Amplitude: 10 });
        if (still is null || moving is null) return new("The trainings of width 50 have not finished.");
        var pairs = moving.BySeed.Where(r => still.BySeed.ContainsKey(r.Key)).OrderBy(r => r.Key)
            .Select(r => (Moving: r.Value, Still: still.BySeed[r.Key]))
            .ToList();
        double[] differences = [.. pairs.Select(p => p.Moving.Training - p.Still.Training)];
        var movingSucceeds = pairs.Count(p => p.Moving.Succeeds);
        var stillSucceeds = pairs.Count(p => p.Still.Succeeds);
        var onlyMovingSucceeds = pairs.Count(p => p.Moving.Succeeds && !p.Still.Succeeds);
        var p = SignedRank.PValue(differences).ToString("0.###", CultureInfo.InvariantCulture);
        var critical = HasWidths(cells)
            ? $" Critical width, the smallest of those tried at which at least half of the seeds succeed: {Critical(cells)}."
            : "";
        return Paragraph.Of(
            $"""
            At width 50 A = 10 succeeds with {movingSucceeds} of {pairs.Count} seeds and static cross-entropy with {stillSucceeds}.
            Of the {movingSucceeds} seeds with which A = 10 succeeds, static cross-entropy fails with {onlyMovingSucceeds}.
            Difference in training accuracy, paired by seed: {SpiralCell.Mean(differences)} on average, Wilcoxon p = {p}.{critical}
            """);
    }

    static bool HasWidths(List<SpiralCell> cells) => cells.Select(c => c.Width).Distinct().Count() > 1;

    static string Critical(List<SpiralCell> cells)
    {
        return string.Join(", ", cells.GroupBy(c => c.Amplitude).Select(g => $"{Width(g)} for A = {SpiralCell.Text(g.Key)}"));

        static string Width(IEnumerable<SpiralCell> cells) =>
            cells.Where(c => 2 * c.Successes >= c.Results.Count).Select(c => $"{c.Width}").FirstOrDefault("none");
    }

    static Table Table(List<SpiralCell> cells) => new(
        "Final accuracy by width and amplitude: mean ± standard error",
        ["width", "A", "succeed", "training accuracy", "least", "validation accuracy", "training accuracy, re-run in Python"],
        [.. cells.Select(Row)]);

    static IReadOnlyList<string> Row(SpiralCell cell) =>
    [
        $"{cell.Width}",
        SpiralCell.Text(cell.Amplitude),
        $"{cell.Successes} of {cell.Results.Count}",
        Estimate.Of(cell.Training).Text("0.000"),
        SpiralCell.Text(cell.Training.Min()),
        Estimate.Of(cell.Validation).Text("0.000"),
        Rerun.GetValueOrDefault((cell.Width, cell.Amplitude), "–"),
    ];

    static Paragraph RedrawnText(List<SpiralCell> cells)
    {
        var outcomes = cells.Select(c =>
            $"{c.Successes} of {c.Results.Count} succeed with A = {SpiralCell.Text(c.Amplitude)} "
            + $"(mean training accuracy {SpiralCell.Mean(c.Training)})");
        return Paragraph.Of(
            $"""
            How much hangs on the one draw of the points: with other points for every seed, at width 50,
            {string.Join(", ", outcomes)}.
            """);
    }
}

/// <param name="Grid">Width × amplitude.</param>
/// <param name="Redrawn">The headline's cells with points of their own for each seed.</param>
/// <param name="Map">Amplitude × period at one width; amplitude 1 once.</param>
/// <param name="Curvature">Whole trainings, and every step around the end of a period.</param>
sealed record DynamicalParts(
    IReadOnlyList<SpiralTraining> Grid,
    IReadOnlyList<SpiralTraining> Redrawn,
    IReadOnlyList<SpiralTraining> Map,
    IReadOnlyList<SpiralCurvature> Curvature);
