using LossActors.Genetics.Expressions;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Coce;

/// <summary>
/// Concentrated OCE beside ERM, SharpDRO and flooded CVaR (Holland and Hamada, arXiv 2408.03619): CIFAR-10, Poisson severities, the small
/// network.
/// </summary>
public sealed class CoceExperiment : IExperiment
{
    const string Label = "cnn";

    public string Name => "coce";

    public string Summary => "COCE and COCE-A beside ERM, SharpDRO and F-CVaR on CIFAR-10 images of Poisson severities (arXiv 2408.03619)";

    public int Version => 2;

    public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromMinutes(form.Quick ? 0.5 : 20);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form) =>
    [
        .. from draw in Draws(form)
           from contender in Contenders(form)
           from training in contender.Trainings(Label, Recipe(form), draw)
           select training.Job,
    ];

    public Report Report(ExperimentForm form, ExperimentResults results)
    {
        var report = CoceReport.Write(form, Steps(form), Draws(form).Count, [.. Contenders(form).Select(Outcome)]);
        var recipe = Recipe(form);
        var trained = TrainingBlocks.Of(recipe, [("", recipe.Network)], Contenders(form), Draws(form).Count);
        return report with { Blocks = [.. report.Blocks, .. trained] };

        CoceOutcome Outcome(Contender contender)
        {
            var chosen = Draws(form).Select(draw => contender.Chosen(results, Label, Recipe(form), draw));
            return new(contender.Name, [.. chosen.Where(ties => ties.Count > 0).Select(ties => ties[^1])]);
        }
    }

    static IReadOnlyList<ulong> Draws(ExperimentForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 5).Select(i => (ulong)i)];

    static int Steps(ExperimentForm form) => form.Quick ? 250 : 4800;

    static Recipe Recipe(ExperimentForm form) => new(
        CifarSubset.Of(form, form.Quick ? 0.8 : 0.2, new Corruption()),
        new LeNet5Spec(),
        new SgdSpec(0.03, 0.9, 5e-4) { LrSchedule = form.Quick ? null : new MultiStepLr([0.3, 0.6, 0.8], 0.2) },
        Batch: 100,
        Steps: Steps(form));

    static Contender[] Contenders(ExperimentForm form)
    {
        double[] etas = form.Quick ? [0.4] : [0.1, 0.4];
        Contender[] all =
        [
            new("ERM", [0], _ => "ce"),
            new("SharpDRO", [0.05], _ => "ce", (recipe, radius) => recipe with { SharpDro = new(radius) }),
            new("F-CVaR", etas, eta => $"concentrated(cvar(0.5), {Printer.Number(eta)}, rho=abs, level=batch)[ce]"),
            new("COCE", etas, eta => $"coce_batch({Printer.Number(eta)}, 0.5)"),
            new("COCE pointwise", [0.4], eta => $"coce({Printer.Number(eta)}, 0.5)"),
            new("COCE-A", etas, eta => $"coce_a({Printer.Number(eta)}, 0.5)"),
        ];
        return [.. all.Select(c => c with { Points = 8, Sample = 300 })];
    }
}
