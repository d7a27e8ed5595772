using LossActors.Genetics.Genomes.Named;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Ngl;

/// <summary>Next Generation Loss beside cross-entropy, SCE, focal and L2 (Akhmedova and Körber, arXiv 2404.12948), on a part of CIFAR-10.</summary>
public sealed class NglStudy : IStudy
{
    /// <summary>What the paper calls the same accuracy, in points of percent.</summary>
    const double Same = 0.5;

    /// <summary>With the paper's change against cross-entropy on CIFAR-10, in percent; the mean over ResNet50 and InceptionV3.</summary>
    static readonly (Contender Contender, double Paper)[] Losses =
    [
        (Of("CE", "ce"), 0),
        (Of("SCE", "sce"), -3.66),
        (Of("focal", "focal"), -0.64),
        (Of("CE+L2", "ce", (recipe, _) => recipe with { Optimiser = recipe.Optimiser.WithDecay(NamedLosses.Baselines.First(b => b.Name == "ce+l2").WeightDecay) }), 0.32),
        (Of("NGL", "ngl"), 0.12),
        (Of("NGL scaled", "ngl_scaled"), double.NaN),
    ];

    public string Name => "ngl";

    public string Summary => "Next Generation Loss beside CE, SCE, focal and CE+L2 on CIFAR-10 images (arXiv 2404.12948)";

    public int Version => 1;

    public TimeSpan Estimate(StudyForm form) => TimeSpan.FromMinutes(form.Quick ? 0.5 : 4);

    public IReadOnlyList<StudyJob> Jobs(StudyForm form) =>
        [.. from draw in Draws(form) from network in Networks(form) from loss in Losses select Training(form, network, loss.Contender, draw).Job];

    public Report Report(StudyForm form, StudyResults results)
    {
        var blocks = new List<Block>
        {
            new Paragraph(
                "NGL, found by genetic programming, is least where the true class has probability .39 (ten classes), so it holds a network back from certainty. The paper reports accuracy as good as "
                + "cross-entropy's on CIFAR-10 and better on small data sets, slower at first and ahead late. Changes are in points of accuracy against cross-entropy on the same draws; "
                + $"within ±{Same} the paper calls them the same. Losses are cross-entropies whatever was trained."),
        };
        foreach (var network in Networks(form))
        {
            var all = Losses.Select(l => (l.Contender.Name, l.Paper, Runs: Draws(form).Select(d => results.Get<Figures>(Training(form, network, l.Contender, d).Key)).ToList())).ToList();
            var ce = all[0].Runs;
            blocks.Add(new Table(
                $"{network.Name}, {network.Steps} steps: means of {Trainings.Estimate.Draws(ce.Count)}",
                ["loss", $"early accuracy, {ce[0].Steps[1]} steps", "late accuracy", "change against CE", "the paper's change", "gap of losses", "test loss", "calibration error", "norm"],
                [.. all.Select(l => (IReadOnlyList<string>)
                [
                    l.Name, Of(l.Runs, f => 100 * f.TestCurve[1], "0.00"), Of(l.Runs, f => 100 * f.TestAccuracy, "0.00"),
                    l.Name == "CE" ? "–" : Trainings.Estimate.Of(l.Runs.Zip(ce, (a, b) => 100 * (a.TestAccuracy - b.TestAccuracy))).Text("+0.00;-0.00"),
                    l.Name == "CE" ? "–" : Trainings.Estimate.Number(l.Paper, "+0.00;-0.00"), Of(l.Runs, f => f.Gap, "0.000"), Of(l.Runs, f => f.TestLoss, "0.000"),
                    Of(l.Runs, f => f.Calibration, "0.000"), Of(l.Runs, f => f.Norm, "0.0"),
                ])]));
            blocks.Add(new Paragraph(Verdict(all)));
            blocks.Add(new LineChart(
                $"{network.Name}: test accuracy along the training, means of {Trainings.Estimate.Draws(ce.Count)}", new("steps"), new("accuracy"),
                [.. all.Select(l => new Line(l.Name, [.. ce[0].Steps.Select(s => (double)s)], [.. ce[0].Steps.Select((_, i) => l.Runs.Average(f => f.TestCurve[i]))]))]));
        }

        blocks.Add(new BarChart(
            "Gap between test and training loss", [.. Networks(form).Select(n => n.Name)], new("test loss − training loss"),
            [.. Losses.Select(l => new Bars(l.Contender.Name, [.. Networks(form).Select(n => Draws(form).Average(d => results.Get<Figures>(Training(form, n, l.Contender, d).Key).Gap))]))]));
        blocks.Add(new Paragraph(
            $"Ours: {(form.Quick ? "LeNet-5" : "LeNet-5 and Myrtle-5 of width 8")} instead of ResNet50 and InceptionV3, {(form.Quick ? "a fifth of the training images" : "a part of CIFAR-10's images")}, Adam at 1e-3 as in the authors' example, batches of 64, no augmentation, so only the direction can "
            + "be compared. Every loss has its gradient scaled to cross-entropy's at uniform predictions, which Adam hardly notices. CE+L2 is a weight decay of 5e-4 in Adam's gradient; the paper's strength is not known. "
            + "NGL scaled sends the probability through a sigmoid first, as the authors' CIFAR-100 example does. Early accuracies are of 300 test images."));
        return new("Next Generation Loss on CIFAR-10 images", blocks);
    }

    static Contender Of(string name, string loss, Func<Recipe, double, Recipe>? change = null) => new(name, [0], _ => loss, change) { Points = 8, Sample = 300 };

    static string Verdict(List<(string Name, double Paper, List<Figures> Runs)> all)
    {
        var (ce, ngl) = (all[0].Runs, all.Single(l => l.Name == "NGL").Runs);
        var change = 100 * (ngl.Average(f => f.TestAccuracy) - ce.Average(f => f.TestAccuracy));
        var early = 100 * (ngl.Average(f => f.TestCurve[1]) - ce.Average(f => f.TestCurve[1]));
        return $"NGL against CE here: {(Math.Abs(change) <= Same ? "the same by the paper's band" : change > 0 ? "better" : "worse")} late ({Trainings.Estimate.Number(change, "+0.00;-0.00")}), "
            + $"{(early < 0 ? "behind" : "ahead")} early ({Trainings.Estimate.Number(early, "+0.00;-0.00")}), gap {Trainings.Estimate.Number(ngl.Average(f => f.Gap), "0.000")} against "
            + $"{Trainings.Estimate.Number(ce.Average(f => f.Gap), "0.000")}, calibration error {Trainings.Estimate.Number(ngl.Average(f => f.Calibration), "0.000")} against "
            + $"{Trainings.Estimate.Number(ce.Average(f => f.Calibration), "0.000")}.";
    }

    static string Of(IEnumerable<Figures> runs, Func<Figures, double> measure, string format) => Trainings.Estimate.Of(runs.Select(measure)).Text(format);

    static IReadOnlyList<ulong> Draws(StudyForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 5).Select(i => (ulong)i)];

    static (string Name, NetworkSpec Spec, int Steps)[] Networks(StudyForm form) => form.Quick
        ? [("LeNet-5", new LeNet5Spec(), 250)]
        : [("LeNet-5", new LeNet5Spec(), 800), ("Myrtle-5", new Myrtle5Spec(8), 400)];

    static Training Training(StudyForm form, (string Name, NetworkSpec Spec, int Steps) network, Contender loss, ulong draw) => loss.Training(
        network.Name, new(CifarSubset.Of(form, form.Quick ? 0.8 : 0.2), network.Spec, new AdamSpec(1e-3), Batch: 64, Steps: network.Steps), 0, draw);
}
