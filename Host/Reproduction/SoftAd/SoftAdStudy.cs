using LossActors.Genetics.Expressions;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.SoftAd;

/// <summary>The three synthetic tasks of soft ascent-descent (Holland and Nakatani, NeurIPS 2024, arXiv 2310.10006): section 4, table 1.</summary>
public sealed class SoftAdStudy : IStudy
{
    static readonly Task[] Tasks =
    [
        new("gaussians", points => new GaussiansSpec(points, TestPoints: 4000), [.080, .011, double.NaN, .024, .004]),
        new("sinusoid", points => new SinusoidSpec(points, TestPoints: 4000), [.150, .058, double.NaN, .096, .016]),
        new("spiral", points => new TwoSpiralsSpec(points, TestPoints: 4000), [.297, .119, double.NaN, .154, .087]),
    ];

    public string Name => "softad";

    public string Summary => "SoftAD beside ERM, flooding, iFlood and SAM on three synthetic tasks (arXiv 2310.10006, table 1)";

    public int Version => 1;

    public TimeSpan Estimate(StudyForm form) => TimeSpan.FromMinutes(form.Quick ? 0.5 : 55);

    public IReadOnlyList<StudyJob> Jobs(StudyForm form) =>
    [
        .. from draw in Draws(form)
           from task in Tasks
           from contender in Contenders(form)
           from training in contender.Trainings(task.Name, Recipe(task, form), draw)
           select training.Job,
    ];

    public Report Report(StudyForm form, StudyResults results)
    {
        var blocks = new List<Block>
        {
            new Paragraph(
                "Soft ascent-descent asks each sample's loss to come to a threshold θ, softly: samples below it are pushed up and those above it down. The paper's claim: the smallest gap "
                + "between training and test loss and the smallest weights, at comparable accuracy. Losses are cross-entropies whatever was trained, at the last step; errors are standard errors over draws."),
        };
        var (wins, published) = (0, 0);
        var less = new List<IReadOnlyList<string>>();
        var groups = Contenders(form).Select(c => (c.Name, Gaps: new List<double>(), Errors: new List<Spread>())).ToList();
        foreach (var task in Tasks)
        {
            var outcomes = Contenders(form).Select(c => new Outcome(c, [.. Draws(form).Select(draw => c.Chosen(results, task.Name, Recipe(task, form), draw))])).ToList();
            blocks.Add(new Table(
                $"{task.Name}: {Draws(form).Length} draws of 100 training points",
                ["method", "gap", "the paper's gap", "gap, ties averaged", "training loss", "test loss", "training accuracy", "test accuracy", "norm", "chosen setting"],
                [.. outcomes.Select((o, i) => (IReadOnlyList<string>)
                [
                    o.Name, o.Of(f => f.Gap).Text("0.000"), Trainings.Estimate.Number(task.Gaps[i], "0.000"), o.Tied.Text("0.000"), o.Of(f => f.TrainingLoss).Text("0.000"), o.Of(f => f.TestLoss).Text("0.000"),
                    o.Of(f => f.TrainingAccuracy).Text("0.0000"), o.Of(f => f.TestAccuracy).Text("0.0000"), o.Of(f => f.Norm).Text("0.00"), o.Setting,
                ])]));
            less.Add([task.Name, .. outcomes[..^1].Select(o => outcomes[^1].Less(o).Text("+0.000;−0.000;0.000"))]);
            foreach (var (o, group) in outcomes.Zip(groups))
            {
                var gap = o.Of(f => f.Gap);
                group.Gaps.Add(gap.Mean);
                group.Errors.Add(new(gap.Mean - gap.Error, gap.Mean + gap.Error));
            }

            var least = outcomes[^1].Of(f => f.Gap).Mean;
            if (outcomes.TrueForAll(o => least <= o.Of(f => f.Gap).Mean)) wins++;
            if (outcomes.Where((_, i) => !double.IsNaN(task.Gaps[i])).All(o => least <= o.Of(f => f.Gap).Mean)) published++;
        }

        blocks.Insert(1, new Paragraph(
            $"Here SoftAD's gap is the smallest in {published} of {Tasks.Length} tasks among the methods of the paper's table 1, and in {wins} of {Tasks.Length} if iFlood, which is not in that table, takes part."));
        blocks.Add(new Table("SoftAD's gap less that of another method on the same draw", ["task", .. Contenders(form)[..^1].Select(c => c.Name)], less));
        blocks.Add(new BarChart(
            "Gap between training and test loss", [.. Tasks.Select(t => t.Name)], new("test loss − training loss"),
            [.. groups.Select(g => new Bars(g.Name, g.Gaps, form.Quick ? null : g.Errors))]));
        blocks.Add(new Paragraph(
            $"As in the paper: the data, four hidden layers{(form.Quick ? "" : " of 500")} with batch normalisation, Adam at 1e-3, batches of 50, {(form.Quick ? "" : "1,000 steps (500 epochs), 15 draws, ")}no label noise, settings chosen by validation accuracy at the last step. "
            + $"Ours: {(form.Quick ? $"{Draws(form).Length} draws instead of 15, {Steps(form)} steps instead of 1,000, " : "")}θ from {Values("SoftAD")} and SAM's radius from {Values("SAM")}, of the paper's 40 values from .01 to 2, "
            + "4,000 test points instead of 20,000. Table 1 has no iFlood. Settings often tie in the accuracy of 100 validation points; then the largest is taken, which is what the authors' evaluation does: it takes "
            + "the first of equals in a list of runs that begins with the latest, and runs were made in rising order. One column averages the ties instead."
            + (form.Quick ? " This short form has narrower layers of 64." : "")));
        return new("Soft ascent-descent on synthetic tasks", blocks);

        string Values(string method) => string.Join(", ", Contenders(form).Single(c => c.Name == method).Settings.Select(Printer.Number));
    }

    static ulong[] Draws(StudyForm form) => [.. Enumerable.Range(1, form.Quick ? 2 : 15).Select(n => (ulong)n)];

    static int Steps(StudyForm form) => form.Quick ? 300 : 1000;

    static Recipe Recipe(Task task, StudyForm form)
    {
        var width = form.Quick ? 64 : 500;
        return new(task.Data(100), new MlpSpec([width, width, width, width], BatchNorm: true), new AdamSpec(1e-3), Batch: 50, Steps: Steps(form));
    }

    /// <summary>In the order of the tables.</summary>
    static Contender[] Contenders(StudyForm form)
    {
        // The paper's 40 values from .01 to 2, as far as ln 2, where a loss is that of a guess.
        double[] thresholds = form.Quick ? [0.112, 0.367] : [.. Enumerable.Range(0, 14).Select(i => Math.Round(0.01 + i * 1.99 / 39, 3))];
        return
        [
            new("ERM", [0], _ => "ce"),
            new("flooding", thresholds, t => $"flooding({Printer.Number(t)})"),
            new("iFlood", thresholds, t => $"iflood({Printer.Number(t)})"),
            new("SAM", form.Quick ? [0.418] : [0.112, 0.418, 1.337], r => $"sam({Printer.Number(r)})[ce]"),
            new("SoftAD", thresholds, t => $"softad({Printer.Number(t)}, 1)"),
        ];
    }

    /// <param name="Gaps">The paper's, in the order of the contenders.</param>
    sealed record Task(string Name, Func<int, DatasetSpec> Data, double[] Gaps);

    /// <param name="Chosen">By draw: the settings that validation chose, several where they tie.</param>
    sealed record Outcome(Contender Contender, IReadOnlyList<IReadOnlyList<(double Setting, Figures Figures)>> Chosen)
    {
        public string Name => Contender.Name;

        public string Setting => Contender.Settings.Count == 1 ? "–" : Trainings.Estimate.Of(Kept.Select(d => d[^1].Setting)).Text("0.00");

        public Estimate Of(Func<Figures, double> measure) => Trainings.Estimate.Of(Kept.Select(d => measure(d[^1].Figures)));

        /// <summary>The mean difference of gaps over the draws that both have.</summary>
        public Estimate Less(Outcome other) => Trainings.Estimate.Of(
            Chosen.Zip(other.Chosen).Where(d => d.First.Count > 0 && d.Second.Count > 0).Select(d => d.First[^1].Figures.Gap - d.Second[^1].Figures.Gap));

        public Estimate Tied => Trainings.Estimate.Of(Kept.Select(d => d.Average(c => c.Figures.Gap)));

        IEnumerable<IReadOnlyList<(double Setting, Figures Figures)>> Kept => Chosen.Where(d => d.Count > 0);
    }
}
