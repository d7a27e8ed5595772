using System.Globalization;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Host.Reports;
using LossActors.Learning.Training;

namespace LossActors.Host.Comparing;

/// <summary>A comparison as a report: tables, curves, and what they mean.</summary>
static class ComparisonReport
{
    static readonly Metric TestAccuracy = Metric.All.Single(m => m.Key == Metric.TestAccuracyKey);

    /// <param name="seconds">Wall time of one training by row; null leaves times out, so that two machines write the same bytes.</param>
    public static Report Of(ComparisonTable table, IReadOnlyList<double?>? seconds)
    {
        var blocks = new List<Block> { new Paragraph(Setting(table)) };
        if (table.Rows.Any(r => r.Ended < table.Plan.Draws))
            blocks.Add(new Paragraph($"Not finished: {table.Rows.Sum(r => r.Ended)} of {table.Rows.Length * table.Plan.Draws} trainings have ended."));
        if (table.Networks.Count() > 1) blocks.Add(ComparisonCharts.AcrossNetworks(table, TestAccuracy));
        foreach (var network in table.Networks)
        {
            blocks.Add(new Heading(network.Key));
            blocks.Add(Accuracies(table, [.. network]));
            blocks.Add(Figures(table, [.. network], "Other shares", m => m.IsShare));
            blocks.Add(Figures(table, [.. network], "Losses, norms, steps", m => !m.IsShare));
            if (network.First().Target is { } target && network.Any(r => r[Metric.StepsToTarget].Spread is not null))
                blocks.Add(new Paragraph(Reached(table, [.. network], target)));
            if (ByGroup([.. network]) is { } groups) blocks.Add(groups);
            blocks.AddRange(ComparisonCharts.Of(table.Reading.Baseline, [.. network], TestAccuracy));
            if (seconds is not null) blocks.Add(Times(table, network, seconds));
        }

        blocks.Add(new Heading("What the figures are"));
        blocks.Add(new Paragraph(Meaning(table)));
        return new Report($"{table.Plan.Name}: losses compared", blocks);
    }

    static string Setting(ComparisonTable table)
    {
        var plan = table.Plan;
        var entry = plan.Entries[0];
        var recipe = Recipe.Parse(entry.Trained.Recipe.Text);
        var rates = plan.Entries.All(e => e.Candidates.IsEmpty) ? $"Every loss has the learning rate {Show.Rate(recipe.Optimiser.Rate)}."
            : plan.Entries.Select(e => e.Candidates).DistinctBy(c => c.FirstOrDefault()?.Genome).Count() > 1 || plan.Entries.All(e => e.Candidates[0].Genome == e.Trained.Genome)
                ? $"Every loss has its own best learning rate of {Tried(plan.Entries[0])}, by validation accuracy on other draws."
                : $"Every loss has cross-entropy's best learning rate of {Tried(plan.Entries[0])}, by validation accuracy on other draws.";
        return $"Data: {Show.Part(recipe, "dataset")}. Optimiser: {Show.Part(recipe, "optimiser", "lr")}, batch {recipe.Batch}, {recipe.Steps} steps; gradients "
            + $"{(recipe.Scale == ScaleDefault.Unit ? "of unit scale: at uniform predictions as large as cross-entropy's" : "as the formulas have them")}. {rates} "
            + $"{plan.Draws} draws; on one draw all losses meet the same data, split, label noise, initial weights and order.";
    }

    static string Tried(LossActors.Actors.Comparisons.ComparisonEntry entry) => string.Join(", ", entry.Candidates.Select(c => Show.Rate(c.LearningRate)));

    static Table Accuracies(ComparisonTable table, ComparisonRow[] rows)
    {
        var test = table.Reading.Test;
        IEnumerable<string> columns = ["loss", "rate", "test accuracy %", "sd", "95 % interval", $"less {table.Reading.Baseline}", "95 % interval", "better–equal–worse"];
        return new Table(
            $"Test accuracy over {table.Plan.Draws} draws{(test ? $"; p of Wilcoxon's signed-rank test against {table.Reading.Baseline}" : "")}",
            [.. columns, .. test ? ["p", "p (Holm)"] : Array.Empty<string>(), "diverged"],
            [.. rows.Select(r => (IReadOnlyList<string>)[.. Cells(r)])]);

        IEnumerable<string> Cells(ComparisonRow row)
        {
            var figure = row[TestAccuracy];
            var pairing = figure.AgainstBaseline;
            yield return row.Entry.Loss;
            yield return Show.Rate(row.Trained.LearningRate);
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

    static string Interval(LossActors.Actors.Comparisons.Figures.Spread? spread, Func<double, string> show) =>
        spread is { Margin: { } margin, Mean: var mean } ? $"{show(mean - margin)} to {show(mean + margin)}" : "";

    static Table Figures(ComparisonTable table, ComparisonRow[] rows, string what, Func<Metric, bool> which)
    {
        var metrics = Metric.All.Where(m => m != TestAccuracy && which(m) && rows.Any(r => r[m].Spread is not null)).ToArray();
        return new Table(
            $"{what}, mean ± standard deviation{(table.Reading.Test ? $"; ▲ better, ▼ worse, ● other than {table.Reading.Baseline} at p (Holm) < .05" : "")}",
            ["loss", .. metrics.Select(Show.Heading)], [.. rows.Select(r => (IReadOnlyList<string>)[r.Entry.Loss, .. metrics.Select(m => Show.Cell(r[m]))])]);
    }

    /// <summary>Null where the data have no groups.</summary>
    static Table? ByGroup(ComparisonRow[] rows)
    {
        var groups = rows.Select(r => Average.Portions(r, o => o.Test.Groups)).ToArray();
        var count = groups.Max(g => g.Count);
        return count < 2 ? null : new Table(
            "Test accuracy by group, such as the severity of a corruption, mean over the draws", ["loss", .. Enumerable.Range(0, count).Select(g => $"group {g} %")],
            [.. rows.Zip(groups).Select(p => (IReadOnlyList<string>)[p.First.Entry.Loss, .. Enumerable.Range(0, count).Select(g => g < p.Second.Count ? Show.Number(TestAccuracy, p.Second[g]) : "")])]);
    }

    static string Reached(ComparisonTable table, ComparisonRow[] rows, double target) =>
        $"The steps are those to {(100 * target).ToString("0.0", CultureInfo.InvariantCulture)} % of validation answers right"
        + (table.Reading.Target is null ? $", {100 * LossActors.Actors.Comparisons.ComparisonReading.AutoShare} % of what {table.Reading.Baseline} ends with" : "")
        + $", at the curve's points; trainings that reach it: {string.Join(", ", rows.Select(r => $"{r.Entry.Loss} {r[Metric.StepsToTarget].Spread?.Count ?? 0} of {r.Ended}"))}.";

    static Table Times(ComparisonTable table, IEnumerable<ComparisonRow> rows, IReadOnlyList<double?> seconds)
    {
        var steps = Recipe.Parse(table.Plan.Entries[0].Trained.Recipe.Text).Steps;
        var baseline = rows.Where(r => r.Entry.Loss == table.Reading.Baseline).Select(r => seconds[table.Rows.IndexOf(r)]).FirstOrDefault();
        return new Table(
            "Wall time of one training, the median over the draws, looks at its curve and its scoring included, beside whatever else the machine did",
            ["loss", "seconds", "ms a step", $"over {table.Reading.Baseline}"],
            [
                .. rows.Select(r => (IReadOnlyList<string>)(seconds[table.Rows.IndexOf(r)] is { } s
                    ? [r.Entry.Loss, Show.Plain(s), Show.Plain(1000 * s / steps), baseline is { } b ? (s / b).ToString("0.00", CultureInfo.InvariantCulture) : ""]
                    : [r.Entry.Loss, "", "", ""])),
            ]);
    }

    static string Meaning(ComparisonTable table) =>
        "All losses are scored by the same figures, whatever they were trained with: loss is the mean of −log p of the labels, of test unless it says training; test labels are clean. "
        + $"Loss gap: test less training loss; accuracy gap: training less test. Tail loss: the mean of the worst {Show.Plain(100 * (1 - table.Plan.Beta))} % of the test samples' losses (CVaR at β = {Show.Plain(table.Plan.Beta)}). "
        + "Best-point accuracy: test accuracy at the curve's point with the best validation accuracy, both on the curve's samples: what stopping in time would give. ECE: expected calibration error over 15 equal bins. Balanced accuracy: the mean of the classes' accuracies; group-balanced: of the groups', such as severities. Weight norm: √Σw². "
        + "Intervals are Student's t. Differences are paired by draw; draws on which one of the two diverged are left out. The signed-rank test is two-sided, exact up to 40 pairs; "
        + "Holm's correction is for the losses beside the baseline on one network, figure by figure. "
        + $"With {table.Plan.Draws} pairs no p can be below {Show.Plain(Math.ScaleB(1, 1 - Math.Min(table.Plan.Draws, 1000)))} before the correction.";
}
