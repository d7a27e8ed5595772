using System.Globalization;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Host.Terminal;
using LossActors.Learning.Data;
using LossActors.Persistence.Views;
using Spectre.Console;

namespace LossActors.Host.Comparing;

/// <summary>What a comparison leaves: a table on the console, a folder with the report, a file with all numbers.</summary>
static class ComparisonOutput
{
    static readonly Metric TestAccuracy = Metric.All.Single(m => m.Key == Metric.TestAccuracyKey);

    /// <summary>What has a column beside the accuracies, of classes.</summary>
    static readonly string[] OfClasses =
        ["test_loss", "loss_gap", "tail_loss", "calibration_error", "worst_class", "worst_group", Metric.StepsToTargetKey];

    /// <summary>The same of structures.</summary>
    static readonly string[] OfStructures =
        [Metric.EditDistanceKey, "decoded_distance", "hits_1", "hits_10", "reciprocal_rank", Metric.StepsToTargetKey];

    const string Report = "comparison", Results = "results.json";

    /// <summary>Before long work: finds out whether <see cref="Write"/> can write there.</summary>
    /// <returns>The files.</returns>
    public static IReadOnlyList<FileInfo> Check(string folder) => ReportFiles.Check(folder, Report, Results);

    /// <summary>Median wall time of a training by row of the table; null where there is none.</summary>
    public static IReadOnlyList<double?> Seconds(ComparisonView view) =>
    [
        .. view.State.Plan!.Entries.Select((_, entry) =>
        {
            var known = view.SecondsOf(entry).Order().ToList();
            return known.Count == 0 ? (double?)null : known[known.Count / 2];
        }),
    ];

    /// <summary>Writes <c>comparison.md</c>, <c>comparison.json</c>, <c>comparison.html</c> and <c>results.json</c>.</summary>
    public static IReadOnlyList<string> Write(
        ComparisonTable table, IReadOnlyList<double?>? seconds, DataDescription? data, string folder)
    {
        var files = ReportFiles.Write(ComparisonReport.Of(table, seconds, data), folder, Report);
        var results = Path.Combine(folder, Results);
        OutputFile.Write(results, ComparisonNumbers.Of(table, seconds, data).ToJson());
        return [.. files, results];
    }

    public static void Print(
        IAnsiConsole console, ComparisonView view, ComparisonTable table, IReadOnlyList<double?>? seconds, string journal)
    {
        console.WriteLine();
        foreach (var network in table.Networks) console.WriteWhole(Summary(table, network, seconds));
        if (view.HasEnded) return;
        console.WriteLine($"  {table.Rows.Sum(r => r.Ended)} of {table.Rows.Length * table.Plan.Draws} trainings have ended; go on with");
        console.Profile.Out.Writer.WriteLine($"  {Hint.Resume(journal, view.Name)}");
    }

    static Spectre.Console.Table Summary(ComparisonTable table, IGrouping<string, ComparisonRow> rows, IReadOnlyList<double?>? seconds)
    {
        var others = table.Plan.Entries[0].Trained.Recipe.Structure is null ? OfClasses : OfStructures;
        var metrics = table.Metrics.Where(m => others.Contains(m.Key)).ToArray();
        IEnumerable<string> columns =
        [
            "rate", "test %", "±", $"less {table.Reading.Baseline}", "better", "p (Holm)", .. metrics.Select(Show.ShortHeading), "s",
        ];
        var shown = new Spectre.Console.Table().Border(TableBorder.Simple).BorderColor(Color.Grey).Title(Shown.Markup(rows.Key));
        shown.AddColumn("loss");
        foreach (var column in columns) shown.AddColumn(new TableColumn(Shown.Markup(column)).RightAligned());
        foreach (var column in shown.Columns) column.NoWrap = true;
        foreach (var row in rows)
            shown.AddRow([.. Cells(row, metrics, seconds?[table.Rows.IndexOf(row)]).Select(Shown.Markup)]);
        var tested = table.Reading.Test
            ? $"; p of Wilcoxon's signed-rank test against {Shown.Line(table.Reading.Baseline)}; * differs at p (Holm) < .05"
            : "";
        shown.Caption($"means over {table.Plan.Draws} paired draws; ± half of the 95 % interval{tested}");
        return shown;
    }

    static IEnumerable<string> Cells(ComparisonRow row, Metric[] metrics, double? seconds)
    {
        var accuracy = row[TestAccuracy];
        var pairing = accuracy.AgainstBaseline;
        return
        [
            row.Entry.Loss + (row.Diverged > 0 ? $" ({row.Diverged} diverged)" : ""),
            RateText.Of(row.Trained.LearningRate),
            Show.Number(TestAccuracy, accuracy.Spread?.Mean),
            Show.Number(TestAccuracy, accuracy.Spread?.Margin),
            pairing is null ? "" : Show.Signed(TestAccuracy, pairing.Difference.Mean),
            pairing is null ? "" : $"{pairing.Wins} of {pairing.Difference.Count}",
            Show.P(pairing?.Corrected),
            .. metrics.Select(m => Show.Number(m, row[m].Spread?.Mean) + (Show.Differs(row[m]) ? "*" : "")),
            seconds?.ToString("0.00", CultureInfo.InvariantCulture) ?? "",
        ];
    }
}
