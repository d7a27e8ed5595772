using System.Globalization;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Host.Output;
using LossActors.Host.Reports;
using LossActors.Learning.Data;
using LossActors.Learning.Training;

namespace LossActors.Host.Comparing;

/// <summary>A comparison as a report: tables, curves, and what they mean.</summary>
static class ComparisonReport
{
    static readonly Metric TestAccuracy = Metric.All.Single(m => m.Key == Metric.TestAccuracyKey);

    /// <param name="seconds">Wall time of one training by row; null leaves times out, so that two machines write the same bytes.</param>
    /// <param name="data">What was trained on; null where this machine does not have it.</param>
    public static Report Of(ComparisonTable table, IReadOnlyList<double?>? seconds, DataDescription? data)
    {
        var blocks = new List<Block>(Setting(table, data));
        var (ended, all) = (table.Rows.Sum(r => r.Ended), table.Rows.Length * table.Plan.Draws);
        if (ended < all) blocks.Add(new Paragraph($"Not finished: {ended} of {all} trainings have ended."));
        if (table.Networks.Count() > 1) blocks.Add(ComparisonCharts.AcrossNetworks(table, TestAccuracy));
        foreach (var network in table.Networks)
        {
            blocks.Add(new Heading(network.Key));
            blocks.Add(Accuracies(table, [.. network]));
            blocks.Add(Figures(table, [.. network], "Other shares", m => m.IsShare));
            blocks.Add(Figures(table, [.. network], "Losses, norms, steps", m => !m.IsShare));
            if (network.First().Target is { } target && network.Any(r => r[Metric.StepsToTarget].Spread is not null))
                blocks.Add(Reached(table, [.. network], target));
            if (ByGroup([.. network]) is { } groups) blocks.Add(groups);
            blocks.AddRange(ComparisonCharts.Of(table.Reading.Baseline, [.. network], TestAccuracy, data?.Classes));
            if (seconds is not null) blocks.Add(Times(table, network, seconds));
        }

        blocks.Add(new Heading("What the figures are"));
        blocks.Add(Meaning(table));
        return new Report($"{table.Plan.Name}: losses compared", blocks);
    }

    static IEnumerable<Block> Setting(ComparisonTable table, DataDescription? data)
    {
        var entries = table.Plan.Entries;
        var recipe = entries[0].Trained.Recipe;
        var losses = entries.DistinctBy(e => e.Loss);
        yield return LossTable.Of([.. losses.Select(e => (e.Loss, e.Trained.Genome, LossTable.Beside(e.Trained.Recipe, recipe)))]);
        yield return RecipeTable.Of(
            recipe,
            entries.DistinctBy(e => e.Network).Select(e => (e.Network, e.Trained.Recipe.Network)),
            Rates(table.Plan, recipe),
            ("draws", $"{table.Plan.Draws}; on one draw all losses meet the same data, split, label noise, initial weights and order"));
        foreach (var block in DataBlocks.Of(data)) yield return block;
    }

    static string Rates(LossActors.Actors.Comparisons.ComparisonPlan plan, Recipe recipe)
    {
        var entries = plan.Entries;
        if (entries.All(e => e.Candidates.IsEmpty)) return RateText.Of(recipe.Optimiser.Rate);
        var tried = string.Join(", ", entries[0].Candidates.Select(c => RateText.Of(c.LearningRate)));
        var hasOwn = entries.DistinctBy(e => e.Candidates.FirstOrDefault()?.Genome).Count() > 1
            || entries.All(e => e.Candidates[0].Genome == e.Trained.Genome);
        var whose = hasOwn ? "for each loss its own" : "for every loss cross-entropy's";
        return $"{whose} best of {tried}, by validation accuracy on other draws";
    }

    static Table Accuracies(ComparisonTable table, ComparisonRow[] rows)
    {
        var test = table.Reading.Test;
        string[] tests = test ? ["p", "p (Holm)"] : [];
        var tested = test ? $"; p of Wilcoxon's signed-rank test against {table.Reading.Baseline}" : "";
        return new Table(
            $"Test accuracy over {table.Plan.Draws} draws{tested}",
            [
                "loss", "rate", "test accuracy %", "sd", "95 % interval", $"less {table.Reading.Baseline}", "95 % interval",
                "better–equal–worse", .. tests, "diverged",
            ],
            [.. rows.Select(r => (IReadOnlyList<string>)[.. Cells(r)])]);

        IEnumerable<string> Cells(ComparisonRow row)
        {
            var figure = row[TestAccuracy];
            var pairing = figure.AgainstBaseline;
            yield return row.Entry.Loss;
            yield return RateText.Of(row.Trained.LearningRate);
            yield return Show.Number(TestAccuracy, figure.Spread?.Mean);
            yield return Show.Number(TestAccuracy, figure.Spread?.Deviation);
            yield return Interval(figure.Spread, v => Show.Number(TestAccuracy, v));
            yield return pairing is null ? "" : Show.Signed(TestAccuracy, pairing.Difference.Mean);
            yield return Interval(pairing?.Difference, v => Show.Signed(TestAccuracy, v));
            yield return pairing is null ? "" : $"{pairing.Wins}–{pairing.Ties}–{pairing.Losses}";
            if (test)
            {
                yield return Show.P(pairing?.PValue);
                yield return Show.P(pairing?.Corrected);
            }

            yield return row.Diverged == 0 ? "" : $"{row.Diverged} of {row.Ended}";
        }
    }

    static string Interval(Learning.Statistics.Spread? spread, Func<double, string> show) =>
        spread is { Margin: { } margin, Mean: var mean } ? $"{show(mean - margin)} to {show(mean + margin)}" : "";

    static Table Figures(ComparisonTable table, ComparisonRow[] rows, string what, Func<Metric, bool> which)
    {
        var metrics = Metric.All.Where(m => m != TestAccuracy && which(m) && rows.Any(r => r[m].Spread is not null)).ToArray();
        var marks = table.Reading.Test ? $"; ▲ better, ▼ worse, ● other than {table.Reading.Baseline} at p (Holm) < .05" : "";
        return new Table(
            $"{what}, mean ± standard deviation{marks}", ["loss", .. metrics.Select(Show.Heading)], [.. rows.Select(Row)]);

        IReadOnlyList<string> Row(ComparisonRow row) => [row.Entry.Loss, .. metrics.Select(m => Show.Cell(row[m]))];
    }

    /// <summary>Null where the data have no groups.</summary>
    static Table? ByGroup(ComparisonRow[] rows)
    {
        var groups = rows.Select(r => Average.Portions(r, o => o.Test.Groups)).ToArray();
        var count = groups.Max(g => g.Count);
        if (count < 2) return null;
        int[] places = [.. Enumerable.Range(0, count)];
        return new Table(
            "Test accuracy by group, such as the severity of a corruption, mean over the draws",
            ["loss", .. places.Select(g => $"group {g} %")],
            [.. rows.Zip(groups, Row)]);

        IReadOnlyList<string> Row(ComparisonRow row, IReadOnlyList<double> known) =>
            [row.Entry.Loss, .. places.Select(g => g < known.Count ? Show.Number(TestAccuracy, known[g]) : "")];
    }

    static Paragraph Reached(ComparisonTable table, ComparisonRow[] rows, double target)
    {
        var percent = (100 * target).ToString("0.0", CultureInfo.InvariantCulture);
        var origin = table.Reading.Target is null
            ? $", {100 * LossActors.Actors.Comparisons.ComparisonReading.AutoShare} % of what {table.Reading.Baseline} ends with"
            : "";
        var reaching = rows.Select(r => $"{r.Entry.Loss} {r[Metric.StepsToTarget].Spread?.Count ?? 0} of {r.Ended}");
        return Paragraph.Of(
            $"""
            The steps are those to {percent} % of validation answers right{origin}, at the curve's points;
            trainings that reach it: {string.Join(", ", reaching)}.
            """);
    }

    static Table Times(ComparisonTable table, IEnumerable<ComparisonRow> rows, IReadOnlyList<double?> seconds)
    {
        var steps = table.Plan.Entries[0].Trained.Recipe.Steps;
        var baseline = rows.Where(r => r.Entry.Loss == table.Reading.Baseline).Select(r => seconds[table.Rows.IndexOf(r)]).FirstOrDefault();
        return new Table(
            "Wall time of one training, the median over the draws, looks at its curve and its scoring included, "
            + "beside whatever else the machine did",
            ["loss", "seconds", "ms a step", $"over {table.Reading.Baseline}"],
            [.. rows.Select(r => Row(r.Entry.Loss, seconds[table.Rows.IndexOf(r)]))]);

        IReadOnlyList<string> Row(string loss, double? time)
        {
            if (time is not { } s) return [loss, "", "", ""];
            var ratio = (s / baseline)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "";
            return [loss, Show.Plain(s), Show.Plain(1000 * s / steps), ratio];
        }
    }

    const string OfClasses =
        """
        Loss is the mean of −log p of the labels, of test unless it says training; test labels are clean.
        ECE: expected calibration error over 15 equal bins.
        Balanced accuracy: the mean of the classes' accuracies; group-balanced: of the groups', such as severities.
        """;

    const string OfStructures =
        """
        Accuracy is the share of the structures' parts that the answers have right, or of whole structures where structure.score is exact;
        loss is the mean of ‖h(x) − ψ(y)‖², of test unless it says training.
        Edit distance: edits between answer and truth, mean over the test samples.
        Hits@k: share of the test samples whose own structure is among the first k candidates; MRR: the mean of 1/rank; both only where
        the candidates hold it. Decoded: structures that projected gradient finds, of some of the test samples, beside the best candidates
        of the same ones.
        """;

    static Paragraph Meaning(ComparisonTable table)
    {
        var (beta, draws) = (table.Plan.Curve.Beta, table.Plan.Draws);
        var least = Math.ScaleB(1, 1 - Math.Min(draws, 1000));
        return Paragraph.Of(
            $"""
            All losses are scored by the same figures, whatever they were trained with.
            {(table.Plan.Entries[0].Trained.Recipe.Structure is null ? OfClasses : OfStructures)}
            Loss gap: test less training loss; accuracy gap: training less test.
            Tail loss: the mean of the worst {Show.Plain(100 * (1 - beta))} % of the test samples' losses (CVaR at β = {Show.Plain(beta)}).
            Best-point accuracy: test accuracy at the curve's point with the best validation accuracy, both on the curve's samples:
            what stopping in time would give.
            Weight norm: √Σw².
            Intervals are Student's t.
            Differences are paired by draw; draws on which one of the two diverged are left out.
            The signed-rank test is two-sided, exact up to 40 pairs;
            Holm's correction is for the losses beside the baseline on one network, figure by figure.
            With {draws} pairs no p can be below {Show.Plain(least)} before the correction.
            """);
    }
}
