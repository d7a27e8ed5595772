using LossActors.Genetics.Genomes;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ngl;

/// <summary>
/// Next Generation Loss beside cross-entropy, SCE, focal and L2 (Akhmedova and Körber, arXiv 2404.12948), on a part of CIFAR-10.
/// </summary>
public sealed class NglExperiment : IExperiment
{
    /// <summary>With the paper's change against cross-entropy on CIFAR-10, in percent; the mean over ResNet50 and InceptionV3.</summary>
    static readonly (Contender Contender, double Paper)[] Losses =
    [
        (Of("CE", "ce"), 0),
        (Of("SCE", "sce"), -3.66),
        (Of("focal", "focal"), -0.64),
        (Of("CE+L2", "ce", Decayed), 0.32),
        (Of("NGL", "ngl"), 0.12),
        (Of("NGL scaled", "ngl_scaled"), double.NaN),
    ];

    public string Name => "ngl";

    public string Summary => "Next Generation Loss beside CE, SCE, focal and CE+L2 on CIFAR-10 images (arXiv 2404.12948)";

    public int Version => 1;

    public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromMinutes(form.Quick ? 0.5 : 4);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form) =>
    [
        .. from draw in Draws(form)
           from network in Networks(form)
           from loss in Losses
           select Training(form, network, loss.Contender, draw).Job,
    ];

    public Report Report(ExperimentForm form, ExperimentResults results)
    {
        var networks = Networks(form).Select(n => new NglOutcomes(n.Name, n.Steps, [.. Losses.Select(l => Runs(n, l))]));
        var report = NglReport.Write(form, [.. networks]);
        var trained = TrainingBlocks.Of(
            Recipe(form, Networks(form)[0]), Networks(form).Select(n => ($"{n.Name}, {n.Steps} steps", n.Spec)),
            Losses.Select(l => l.Contender), Draws(form).Count);
        return report with { Blocks = [.. report.Blocks, .. trained] };

        NglRuns Runs((string, NetworkSpec, int) network, (Contender Contender, double Paper) loss)
        {
            var keys = Draws(form).Select(d => Training(form, network, loss.Contender, d).Key);
            return new(loss.Contender.Name, loss.Paper, [.. keys.Select(results.Get<Figures>)]);
        }
    }

    static Contender Of(string name, string loss, Func<Recipe, double, Recipe>? change = null) =>
        new(name, [0], _ => loss, change) { Points = 8, Sample = 300 };

    static Recipe Decayed(Recipe recipe, double setting)
    {
        var decay = NamedLosses.Baselines.First(b => b.Name == "ce+l2").WeightDecay;
        return recipe with { Optimiser = recipe.Optimiser.WithDecay(decay) };
    }

    static IReadOnlyList<ulong> Draws(ExperimentForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 5).Select(i => (ulong)i)];

    static (string Name, NetworkSpec Spec, int Steps)[] Networks(ExperimentForm form) => form.Quick
        ? [("LeNet-5", new LeNet5Spec(), 250)]
        : [("LeNet-5", new LeNet5Spec(), 800), ("Myrtle-5", new Myrtle5Spec(8), 400)];

    static Training Training(ExperimentForm form, (string Name, NetworkSpec Spec, int Steps) network, Contender loss, ulong draw) =>
        loss.Training(network.Name, Recipe(form, network), 0, draw);

    static Recipe Recipe(ExperimentForm form, (string Name, NetworkSpec Spec, int Steps) network) =>
        new(CifarSubset.Of(form, form.Quick ? 0.8 : 0.2), network.Spec, new AdamSpec(1e-3), Batch: 64, Steps: network.Steps);
}
