using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.Ngl;

/// <param name="Paper">The paper's change of accuracy against cross-entropy, in percent; NaN for none.</param>
/// <param name="Runs">By draw.</param>
sealed record NglRuns(string Name, double Paper, IReadOnlyList<Figures> Runs)
{
    public string Text(Func<Figures, double> measure, string format) => Estimate.Of(Runs.Select(measure)).Text(format);
}

/// <param name="Losses">Cross-entropy first.</param>
sealed record NglOutcomes(string Network, int Steps, IReadOnlyList<NglRuns> Losses)
{
    public IReadOnlyList<Figures> CrossEntropy => Losses[0].Runs;
}

/// <summary>What the trainings say beside the paper.</summary>
static class NglReport
{
    /// <summary>What the paper calls the same accuracy, in points of percent.</summary>
    const double Same = 0.5;

    const string Signed = "+0.00;-0.00";

    public static Report Write(ExperimentForm form, IReadOnlyList<NglOutcomes> networks) => new(
        "Next Generation Loss on CIFAR-10 images",
        [Claim(), .. networks.SelectMany(n => (Block[])[Table(n), Verdict(n), Curves(n)]), Gaps(networks), Differences(form)]);

    static Paragraph Claim() => Paragraph.Of(
        $"""
        NGL, found by genetic programming, is least where the true class has probability .39 (ten classes),
        so it holds a network back from certainty.
        The paper reports accuracy as good as cross-entropy's on CIFAR-10 and better on small data sets, slower at first and ahead late.
        Changes are in points of accuracy against cross-entropy on the same draws; within ±{Same} the paper calls them the same.
        Losses are cross-entropies whatever was trained.
        """);

    static Table Table(NglOutcomes network)
    {
        var ce = network.CrossEntropy;
        return new(
            $"{network.Network}, {network.Steps} steps: means of {Estimate.Draws(ce.Count)}",
            [
                "loss", $"early accuracy, {ce[0].Steps[1]} steps", "late accuracy", "change against CE", "the paper's change",
                "gap of losses", "test loss", "calibration error", "norm",
            ],
            [.. network.Losses.Select(Row)]);

        IReadOnlyList<string> Row(NglRuns loss) =>
        [
            loss.Name,
            loss.Text(f => 100 * f.TestCurve[1], "0.00"),
            loss.Text(f => 100 * f.TestAccuracy, "0.00"),
            loss.Name == "CE" ? "–" : Estimate.Of(loss.Runs.Zip(ce, (a, b) => 100 * (a.TestAccuracy - b.TestAccuracy))).Text(Signed),
            loss.Name == "CE" ? "–" : Estimate.Number(loss.Paper, Signed),
            loss.Text(f => f.Gap, "0.000"),
            loss.Text(f => f.TestLoss, "0.000"),
            loss.Text(f => f.Calibration, "0.000"),
            loss.Text(f => f.Norm, "0.0"),
        ];
    }

    static Paragraph Verdict(NglOutcomes network)
    {
        var (ce, ngl) = (network.CrossEntropy, network.Losses.Single(l => l.Name == "NGL").Runs);
        var change = 100 * (ngl.Average(f => f.TestAccuracy) - ce.Average(f => f.TestAccuracy));
        var early = 100 * (ngl.Average(f => f.TestCurve[1]) - ce.Average(f => f.TestCurve[1]));
        var late = Math.Abs(change) <= Same ? "the same by the paper's band" : change > 0 ? "better" : "worse";
        return Paragraph.Of(
            $"""
            NGL against CE here: {late} late ({Estimate.Number(change, Signed)}),
            {(early < 0 ? "behind" : "ahead")} early ({Estimate.Number(early, Signed)}),
            gap {Mean(ngl, f => f.Gap)} against {Mean(ce, f => f.Gap)},
            calibration error {Mean(ngl, f => f.Calibration)} against {Mean(ce, f => f.Calibration)}.
            """);

        static string Mean(IReadOnlyList<Figures> runs, Func<Figures, double> measure) => Estimate.Number(runs.Average(measure), "0.000");
    }

    static LineChart Curves(NglOutcomes network) => new(
        $"{network.Network}: test accuracy along the training, means of {Estimate.Draws(network.CrossEntropy.Count)}",
        new("steps"), new("accuracy"),
        [.. network.Losses.Select(l => MeanCurve.Of(l.Name, l.Runs, _ => network.CrossEntropy[0].Steps, f => f.TestCurve))]);

    static BarChart Gaps(IReadOnlyList<NglOutcomes> networks) => new(
        "Gap between test and training loss", [.. networks.Select(n => n.Network)], new("test loss − training loss"),
        [
            .. networks[0].Losses.Select((loss, i) => new Bars(loss.Name, [.. networks.Select(n => n.Losses[i].Runs.Average(f => f.Gap))])),
        ]);

    static Paragraph Differences(ExperimentForm form)
    {
        var networks = form.Quick ? "LeNet-5" : "LeNet-5 and Myrtle-5 of width 8";
        var images = form.Quick ? "a fifth of the training images" : "a part of CIFAR-10's images";
        return Paragraph.Of(
            $"""
            Ours: {networks} instead of ResNet50 and InceptionV3, {images}, Adam at 1e-3 as in the authors' example, batches of 64,
            no augmentation, so only the direction can be compared.
            Every loss has its gradient scaled to cross-entropy's at uniform predictions, which Adam hardly notices.
            CE+L2 is a weight decay of 5e-4 in Adam's gradient; the paper's strength is not known.
            NGL scaled sends the probability through a sigmoid first, as the authors' CIFAR-100 example does.
            Early accuracies are of 300 test images.
            """);
    }
}
