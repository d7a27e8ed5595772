using LossActors.Genetics.Expressions;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.SoftAd;

/// <summary>
/// The three synthetic tasks of soft ascent-descent (Holland and Nakatani, NeurIPS 2024, arXiv 2310.10006): section 4, table 1.
/// </summary>
public sealed class SoftAdExperiment : IExperiment
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

    public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromMinutes(form.Quick ? 0.5 : 55);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form) =>
    [
        .. from draw in Draws(form)
           from task in Tasks
           from contender in Contenders(form)
           from training in contender.Trainings(task.Name, Recipe(task, form), draw)
           select training.Job,
    ];

    public Report Report(ExperimentForm form, ExperimentResults results)
    {
        var tasks = Tasks.Select(t => new SoftAdOutcomes(t.Name, [.. Outcomes(t)]));
        var report = new SoftAdReport(form, Steps(form), Draws(form).Length, [.. tasks]).Write();
        return report with { Blocks = [.. report.Blocks, TrainingBlocks.Formulas(Contenders(form), Recipe(Tasks[0], form))] };

        IEnumerable<SoftAdOutcome> Outcomes(Task task) => Contenders(form).Zip(task.Gaps, (contender, gap) => new SoftAdOutcome(
            contender, gap, [.. Draws(form).Select(draw => contender.Chosen(results, task.Name, Recipe(task, form), draw))]));
    }

    static ulong[] Draws(ExperimentForm form) => [.. Enumerable.Range(1, form.Quick ? 2 : 15).Select(n => (ulong)n)];

    static int Steps(ExperimentForm form) => form.Quick ? 300 : 1000;

    static Recipe Recipe(Task task, ExperimentForm form)
    {
        var width = form.Quick ? 64 : 500;
        var network = new MlpSpec([width, width, width, width], BatchNorm: true);
        return new(task.Data(100), network, new AdamSpec(1e-3), Batch: 50, Steps: Steps(form));
    }

    /// <summary>In the order of the tables.</summary>
    static Contender[] Contenders(ExperimentForm form)
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

    /// <param name="Gaps">The paper's, in the order of the contenders; NaN for none.</param>
    sealed record Task(string Name, Func<int, DatasetSpec> Data, double[] Gaps);
}
