using LossActors.Actors.Comparisons;
using LossActors.Actors.Comparisons.Figures;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;
using LossActors.Host.Comparing;
using LossActors.Host.Reports;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Tests.Comparing;

public sealed class ComparisonReportTests
{
    const int Draws = 8;

    static readonly Recipe Recipe = new(new ClustersSpec(), new MlpSpec([10]), new SgdSpec(0.01), Batch: 10, Steps: 20);

    [Fact]
    public void The_tables_tell_who_is_better_by_how_much_and_how_sure_that_is()
    {
        var report = ComparisonReport.Of(
            Table(("ce", d => 50 + d), ("good", d => 52 + 2 * d), ("bad", d => 40 + d), ("like", d => 50 + d + d % 2 * 2 - 1)), null, null);
        var accuracies = Tables(report)[0];
        Assert.Equal(
            [
                "loss", "rate", "test accuracy %", "sd", "95 % interval", "less ce", "95 % interval", "better–equal–worse", "p", "p (Holm)",
                "diverged",
            ],
            accuracies.Columns);
        Assert.Equal(["ce", "0.01", "53.50", "2.45", "51.45 to 55.55", "", "", "", "", "", ""], accuracies.Rows[0]);
        Assert.Equal(["+5.50", "8–0–0", ".008", ".023"], Cells(accuracies.Rows[1], 5, 7, 8, 9));
        Assert.Equal(["−10.00", "0–0–8", ".008", ".023"], Cells(accuracies.Rows[2], 5, 7, 8, 9));
        Assert.Equal(["0.00", "4–0–4", "1", "1"], Cells(accuracies.Rows[3], 5, 7, 8, 9));

        var shares = Tables(report)[1];
        var balanced = shares.Columns.ToList().IndexOf("balanced accuracy %");
        Assert.EndsWith("▲", shares.Rows[1][balanced]);
        Assert.EndsWith("▼", shares.Rows[2][balanced]);
        Assert.DoesNotContain(shares.Rows[3][balanced], c => c is '▲' or '▼');
        // More answers right are a lower loss.
        var losses = Tables(report)[2];
        Assert.EndsWith("▲", losses.Rows[1][losses.Columns.ToList().IndexOf("test loss")]);
    }

    [Fact]
    public void Groups_have_a_table_and_a_chart_of_their_own()
    {
        var report = ComparisonReport.Of(Table(("ce", _ => 50), ("x", _ => 60)), null, null);
        var groups = report.Blocks.OfType<Table>().Single(t => t.Columns.Contains("group 2 %"));
        Assert.Equal(["ce", "50.00", "", "25.00"], groups.Rows[0]);
        Assert.Contains(report.Blocks.OfType<BarChart>(), c => c.Title == "Test accuracy by group");
        var shares = Tables(report)[1];
        Assert.StartsWith("37.50", shares.Rows[0][shares.Columns.ToList().IndexOf("group-balanced accuracy %")]);
    }

    [Fact]
    public void What_has_not_ended_and_what_diverged_is_told()
    {
        var report = ComparisonReport.Of(Table(("ce", d => d < 6 ? 50 + d : null), ("x", d => d == 0 ? -1 : 60)), null, null);
        Assert.Contains(report.Blocks.OfType<Paragraph>(), p => p.Text.StartsWith("Not finished: 14 of 16 trainings"));
        Assert.Equal("1 of 8", Tables(report)[0].Rows[1][^1]);
        Assert.Equal("5–0–0", Tables(report)[0].Rows[1][7]);
    }

    [Fact]
    public void Times_are_told_beside_the_baselines_only_where_they_are_wished()
    {
        var table = Table(("ce", _ => 50), ("x", _ => 60));
        var times = ComparisonReport.Of(table, [2, 3], null).Blocks.OfType<Table>().Last();
        Assert.Equal([["ce", "2", "100", "1.00"], ["x", "3", "150", "1.50"]], times.Rows);
        Assert.DoesNotContain(
            ComparisonReport.Of(table, null, null).Blocks.OfType<Table>(), t => t.Caption.Contains("time", StringComparison.Ordinal));
    }

    [Fact]
    public void A_reader_finds_every_formula_the_recipe_in_words_and_the_data_with_their_classes()
    {
        var data = new DataDescription(
            ["/home/me/secret/pets.csv"], new(2, 1, 1), ["height", "weight"], ["cat", "dog"],
            [new("training", [30, 50]), new("validation", [5, 6]), new("test", [7, 8])], ["batch 10 is something"]);
        var report = ComparisonReport.Of(Table(("ce", _ => 50), ("mine", _ => 60)), null, data);

        var losses = report.Blocks.OfType<Table>().Single(t => t.Columns.Contains("formula"));
        Assert.Equal([["ce", "`-y*log(p)`"], ["mine", "`-2*y*log(p)`"]], losses.Rows);
        var recipe = report.Blocks.OfType<Table>().Single(t => t.Caption == "The recipe").Rows.ToDictionary(r => r[0], r => r[1]);
        Assert.StartsWith("clusters: classes 10, dimensions 20, points 1000, label-noise 0", recipe["data set"]);
        Assert.Equal("mlp: hidden 10, activation relu, single-output no", recipe["network n"]);
        Assert.Equal(("0.01", "10 samples", "20", "1"), (recipe["learning rate"], recipe["batch"], recipe["steps"], recipe["seed"]));
        Assert.StartsWith("of unit scale", recipe["gradients"]);
        var classes = report.Blocks.OfType<Table>().Single(t => t.Columns[0] == "class");
        Assert.Equal([["cat", "30", "5", "7"], ["dog", "50", "6", "8"], ["all", "80", "11", "15"]], classes.Rows);
        Assert.Equal(["cat", "dog"], report.Blocks.OfType<BarChart>().Single(c => c.Title == "Test accuracy by class").Places);
        var text = ReportJson.Write(report) + ComparisonNumbers.Of(Table(("ce", _ => 50)), null, data).ToJson();
        Assert.Contains("pets.csv: 106 samples of 2 numbers (height, weight); 2 classes: cat, dog.", text);
        Assert.Contains("Warning: batch 10 is something.", text);
        Assert.DoesNotContain("secret", text);
    }

    [Fact]
    public void A_hundred_classes_have_a_line_a_split_and_no_chart()
    {
        int[] some = [.. Enumerable.Range(5, 100)];
        var data = new DataDescription(
            ["train.bin"], new(3, 32, 32), null, [.. some.Select(k => $"c{k}")],
            [new("training", some), new("test", [.. some.Select(_ => 9)])], []);
        var table = DataBlocks.Of(data).OfType<Table>().Single();
        Assert.Equal([["training", "5450", "5 (c5) to 104 (c104) of a class"], ["test", "900", "9 of each class"]], table.Rows);
    }

    [Fact]
    public void Where_the_data_are_not_at_hand_the_report_says_so_and_numbers_the_classes()
    {
        var report = ComparisonReport.Of(Table(("ce", _ => 50)), null, null);
        Assert.Contains(report.Blocks.OfType<Paragraph>(), p => p.Text.Contains("not on this machine"));
        Assert.Equal("class 0", report.Blocks.OfType<BarChart>().Single(c => c.Title == "Test accuracy by class").Places[0]);
    }

    /// <summary>Those of the results.</summary>
    static Table[] Tables(Report report) => [.. report.Blocks.SkipWhile(b => b is not Heading { Text: "n" }).OfType<Table>()];

    static IEnumerable<string> Cells(IReadOnlyList<string> row, params int[] places) => places.Select(p => row[p]);

    /// <param name="rows">Right answers of 100 by draw; −1: diverged, null: open.</param>
    static ComparisonTable Table(params (string Loss, Func<int, int?> Right)[] rows)
    {
        var entries = rows.Select(r => new ComparisonEntry(r.Loss, "n", new Entrant(r.Loss, Formula(r.Loss), Recipe), [])).ToArray();
        var results = rows.Select(r => Enumerable.Range(0, Draws).Select(d => r.Right(d) switch
        {
            null => (EvaluationResult?)null,
            < 0 => new Diverged(DivergenceReason.Loss, 0, 1, 1, 1),
            { } right => Studied(right),
        }).ToArray());
        var plan = new ComparisonPlan { Name = "t", Draws = Draws, Entries = [.. entries] };
        var trial = Trial.Of(
            new TrialPlan(TrialStage.Comparison, [.. entries.Select(e => e.Trained)], [.. Enumerable.Range(0, Draws)], 0),
            new ComparisonId(plan.Name), "any");
        // Tickets go draw by draw.
        var tickets = Enumerable.Range(0, Draws).SelectMany(draw => results.Select(entry => entry[draw]));
        foreach (var (ticket, result) in tickets.Index())
            if (result is not null) trial = trial.With(ticket, new CanonicalJson(result.ToJson()));
        return ComparisonTable.Of(new ComparisonState { Plan = plan, Trainings = trial });
    }

    static string Formula(string loss) => loss == "mine" ? "-2*y*log(p)" : "-y*log(p)";

    static Scored Studied(int right)
    {
        var all = new Tally(right, 100);
        var split = new SplitScore(
            all, 2.0 - right / 100.0, 3, 0.1, [new(all, 1), new(all, 1)], [new(all, 1), new(default, 0), new(new(right, 200), 1)]);
        var part = new PortionScore(all, 1);
        return new Scored(
            [new(all, 1, all, Study: new StudyOutcome(split, split, split, 1, [new(0, part, part, part), new(20, part, part, part)]))],
            20,
            100);
    }
}
