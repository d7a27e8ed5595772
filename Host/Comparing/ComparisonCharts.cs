using LossActors.Actors.Comparisons.Figures;
using LossActors.Host.Reports;
using LossActors.Learning.Training;
using Spread = LossActors.Learning.Statistics.Spread;

namespace LossActors.Host.Comparing;

/// <summary>A comparison's drawings.</summary>
static class ComparisonCharts
{
    const int MostClasses = 20;

    /// <summary>With more lines than these, bands hide each other.</summary>
    const int MostBands = 4;

    /// <param name="classNames">Null where they are not known.</param>
    public static IEnumerable<Block> Of(
        string baseline, ComparisonRow[] all, Metric testAccuracy, IReadOnlyList<string>? classNames)
    {
        var rows = all.Where(r => r.Outcomes.Any()).ToArray();
        if (rows.Length == 0) yield break;
        var rivals = rows.Where(r => r[testAccuracy].AgainstBaseline is not null).ToArray();
        if (rivals.Length > 0)
        {
            yield return new BarChart(
                $"Test accuracy less that of {baseline} on the same draws, mean and 95 % interval",
                [.. rivals.Select(r => r.Entry.Loss)],
                new("points of a percent"),
                [Group("difference", rivals, r => r[testAccuracy].AgainstBaseline!.Difference)]);
        }

        var over = rows.Length <= MostBands ? "mean and standard deviation over the draws" : "mean over the draws";
        yield return Curves(
            $"Test accuracy while training, {over}", new("test accuracy %"), rows, p => 100 * p.Test.Answers.Accuracy);
        yield return Curves(
            "Validation accuracy while training", new("validation accuracy %"), rows, p => 100 * p.Validation.Answers.Accuracy);
        var measure = rows[0].Trained.Recipe.Structure is null ? "cross-entropy" : "squared distance";
        yield return Curves(
            $"Training loss while training, as {measure}", new("training loss", Logarithmic: true), rows, p => p.Training.CrossEntropy);
        yield return Curves(
            $"Test loss while training, as {measure}", new("test loss", Logarithmic: true), rows, p => p.Test.CrossEntropy);
        yield return new ScatterChart(
            "Loss gap and test accuracy, draw by draw", new("loss gap"), new("test accuracy %"), [.. rows.Select(DrawByDraw)]);
        var classes = rows.Select(r => Average.Portions(r, o => o.Test.Classes)).ToArray();
        if (classes[0].Count is > 1 and <= MostClasses)
            yield return Portions("Test accuracy by class", k => classNames?[k] ?? $"class {k}", rows, classes);
        var groups = rows.Select(r => Average.Portions(r, o => o.Test.Groups)).ToArray();
        if (groups[0].Count > 1) yield return Portions("Test accuracy by group", g => $"group {g}", rows, groups);
    }

    static Points DrawByDraw(ComparisonRow row) => new(
        row.Entry.Loss, [.. row.Outcomes.Select(o => o.LossGap)], [.. row.Outcomes.Select(o => 100 * o.Test.Answers.Accuracy)]);

    public static Block AcrossNetworks(ComparisonTable table, Metric metric) => new BarChart(
        "Test accuracy on every network, mean and 95 % interval",
        [.. table.Networks.Select(n => n.Key)],
        new(Show.Heading(metric)),
        [.. table.Rows.GroupBy(r => r.Entry.Loss).Select(loss => Group(loss.Key, loss, r => r[metric].Spread))]);

    static Bars Group(string name, IEnumerable<ComparisonRow> rows, Func<ComparisonRow, Spread?> of)
    {
        var spreads = rows.Select(of).ToArray();
        return new Bars(name, [.. spreads.Select(s => 100 * s?.Mean ?? double.NaN)], [.. spreads.Select(Interval)]);

        static Reports.Spread Interval(Spread? spread)
        {
            if (spread is null) return default;
            var margin = spread.Margin ?? 0;
            return new(100 * (spread.Mean - margin), 100 * (spread.Mean + margin));
        }
    }

    static LineChart Curves(string title, Axis y, ComparisonRow[] rows, Func<CurvePoint, double> number)
    {
        return new(title, new("steps"), y, [.. rows.Select(Curve)]);

        Line Curve(ComparisonRow row)
        {
            var curve = Average.Curve(row, number);
            return new Line(
                row.Entry.Loss, [.. curve.Select(p => (double)p.Step)], [.. curve.Select(p => p.Of.Mean)],
                rows.Length <= MostBands ? [.. curve.Select(p => Band(p.Of))] : null);
        }

        static Reports.Spread Band(Spread spread)
        {
            var deviation = spread.Deviation ?? 0;
            return new(spread.Mean - deviation, spread.Mean + deviation);
        }
    }

    static BarChart Portions(string title, Func<int, string> name, ComparisonRow[] rows, IReadOnlyList<double>[] accuracies)
    {
        var count = accuracies.Max(a => a.Count);
        int[] places = [.. Enumerable.Range(0, count)];
        return new BarChart(
            title, [.. places.Select(name)], new("test accuracy %"), [.. rows.Zip(accuracies, OfLoss)]);

        Bars OfLoss(ComparisonRow row, IReadOnlyList<double> known) =>
            new(row.Entry.Loss, [.. places.Select(i => i < known.Count ? 100 * known[i] : double.NaN)]);
    }
}
