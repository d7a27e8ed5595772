using LossActors.Genetics.Expressions;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.SoftAd;

/// <summary>What the trainings say beside the paper.</summary>
sealed record SoftAdReport(ExperimentForm Form, int Steps, int Draws, IReadOnlyList<SoftAdOutcomes> Tasks)
{
    IReadOnlyList<SoftAdOutcome> Methods => Tasks[0].Methods;

    public Report Write() => new(
        "Soft ascent-descent on synthetic tasks",
        [Claim(), Headline(), .. Tasks.Select(Table), Differences(), Gaps(), Setting()]);

    static Paragraph Claim() => Paragraph.Of(
        """
        Soft ascent-descent asks each sample's loss to come to a threshold θ, softly:
        samples below it are pushed up and those above it down.
        The paper's claim: the smallest gap between training and test loss and the smallest weights, at comparable accuracy.
        Losses are cross-entropies whatever was trained, at the last step; errors are standard errors over draws.
        """);

    Paragraph Headline()
    {
        var (published, all) = (Tasks.Count(t => t.IsWonAmongPublished), Tasks.Count(t => t.IsWon));
        return Paragraph.Of(
            $"""
            Here SoftAD's gap is the smallest in {published} of {Tasks.Count} tasks among the methods of the paper's table 1,
            and in {all} of {Tasks.Count} if iFlood, which is not in that table, takes part.
            """);
    }

    Table Table(SoftAdOutcomes task) => new(
        $"{task.Task}: {Draws} draws of 100 training points",
        [
            "method", "gap", "the paper's gap", "gap, ties averaged", "training loss", "test loss",
            "training accuracy", "test accuracy", "norm", "chosen setting",
        ],
        [.. task.Methods.Select(Row)]);

    static IReadOnlyList<string> Row(SoftAdOutcome method) =>
    [
        method.Name,
        method.Gap.Text("0.000"),
        Estimate.Number(method.PaperGap, "0.000"),
        method.TiedGap.Text("0.000"),
        method.Of(f => f.TrainingLoss).Text("0.000"),
        method.Of(f => f.TestLoss).Text("0.000"),
        method.Of(f => f.TrainingAccuracy).Text("0.0000"),
        method.Of(f => f.TestAccuracy).Text("0.0000"),
        method.Of(f => f.Norm).Text("0.00"),
        method.Setting,
    ];

    Table Differences() => new(
        "SoftAD's gap less that of another method on the same draw",
        ["task", .. Methods.SkipLast(1).Select(m => m.Name)],
        [
            .. Tasks.Select(t => (IReadOnlyList<string>)
                [t.Task, .. t.Methods.SkipLast(1).Select(m => t.SoftAd.Less(m).Text("+0.000;−0.000;0.000"))]),
        ]);

    BarChart Gaps() => new(
        "Gap between training and test loss", [.. Tasks.Select(t => t.Task)], new("test loss − training loss"),
        [
            .. Methods.Select((method, i) =>
            {
                Estimate[] gaps = [.. Tasks.Select(t => t.Methods[i].Gap)];
                Spread[] errors = [.. gaps.Select(g => new Spread(g.Mean - g.Error, g.Mean + g.Error))];
                return new Bars(method.Name, [.. gaps.Select(g => g.Mean)], Form.Quick ? null : errors);
            }),
        ]);

    Paragraph Setting()
    {
        var layers = Form.Quick ? "four hidden layers" : "four hidden layers of 500";
        var length = Form.Quick ? "" : "1,000 steps (500 epochs), 15 draws, ";
        var shorter = Form.Quick ? $"{Draws} draws instead of 15, {Steps} steps instead of 1,000, " : "";
        var narrower = Form.Quick ? " This short form has narrower layers of 64." : "";
        return Paragraph.Of(
            $"""
            As in the paper: the data, {layers} with batch normalisation, Adam at 1e-3, batches of 50, {length}no label noise,
            settings chosen by validation accuracy at the last step.
            Ours: {shorter}θ from {Values("SoftAD")} and SAM's radius from {Values("SAM")}, of the paper's 40 values from .01 to 2,
            4,000 test points instead of 20,000.
            Table 1 has no iFlood.
            Settings often tie in the accuracy of 100 validation points; then the largest is taken,
            which is what the authors' evaluation does: it takes the first of equals in a list of runs that begins
            with the latest, and runs were made in rising order.
            One column averages the ties instead.{narrower}
            """);

        string Values(string method) => string.Join(", ", Methods.Single(m => m.Name == method).Contender.Settings.Select(Printer.Number));
    }
}
