using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Data;

namespace LossActors.Host.Reproduction.Coce;

/// <summary>What became of a method, by draw.</summary>
/// <param name="Chosen">The setting that validation chose, the largest where several tie; draws that diverged are left out.</param>
sealed record CoceOutcome(string Name, IReadOnlyList<(double Setting, Figures Figures)> Chosen)
{
    public Estimate Of(Func<Figures, double> measure) => Estimate.Of(Chosen.Select(c => measure(c.Figures)));

    public double Mean(Func<Figures, double> measure) =>
        Chosen.Select(c => measure(c.Figures)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
}

/// <summary>What the trainings say beside the paper.</summary>
static class CoceReport
{
    /// <summary>Figures of the authors' notebook: training loss, test loss, training accuracy, test accuracy, norm.</summary>
    static readonly Dictionary<string, double[]> Notebook = new()
    {
        ["ERM"] = [.0096, 3.276, 1.000, .5874, 26.9],
        ["SharpDRO"] = [.0288, 3.579, .9933, .5818, 39.2],
        ["F-CVaR"] = [.0540, 2.986, .9936, .5743, 39.3],
        ["COCE"] = [.1847, 1.768, .9601, .6056, 24.9],
        ["COCE-A"] = [.2739, 1.554, .9570, .5688, 19.5],
    };

    public static Report Write(ExperimentForm form, int steps, int draws, IReadOnlyList<CoceOutcome> outcomes) => new(
        "COCE on corrupted CIFAR-10 images",
        [Claim(), Headline(outcomes), Table(steps, draws, outcomes), BySeverity(outcomes), Curves(outcomes), Differences(form, steps)]);

    static Paragraph Claim() => Paragraph.Of(
        """
        Images carry Gaussian noise of six severities, most of them none: min(Poisson(1), 5).
        COCE draws the losses' certainty equivalent towards a threshold η.
        The paper's claim for the small network: SharpDRO, made for this setting, falls below plain training (ERM), COCE does not,
        with lower test loss and smaller weights.
        Losses are cross-entropies whatever was trained; errors are standard errors over draws.
        """);

    static Paragraph Headline(IReadOnlyList<CoceOutcome> outcomes)
    {
        var (erm, sharp, coce) = (Named("ERM"), Named("SharpDRO"), Named("COCE"));
        return Paragraph.Of(
            $"""
            Here: balanced accuracy {Balanced(erm)} for ERM, {Balanced(sharp)} for SharpDRO, {Balanced(coce)} for COCE
            (the paper's figure: about .577, .54 to .565, .60).
            Test loss {TestLoss(erm)}, {TestLoss(sharp)}, {TestLoss(coce)} (3.276, 3.579, 1.768).
            """);

        CoceOutcome Named(string name) => outcomes.Single(o => o.Name == name);

        static string Balanced(CoceOutcome outcome) => Estimate.Number(outcome.Mean(f => f.Balanced), "0.000");

        static string TestLoss(CoceOutcome outcome) => Estimate.Number(outcome.Mean(f => f.TestLoss), "0.000");
    }

    static Table Table(int steps, int draws, IReadOnlyList<CoceOutcome> outcomes) => new(
        $"At the last of {steps} steps, means of {Estimate.Draws(draws)}; the notebook's figures in brackets",
        [
            "method", "training loss", "test loss", "training accuracy", "test accuracy",
            "balanced accuracy", "worst severity", "norm", "chosen setting",
        ],
        [.. outcomes.Select(Row)]);

    static IReadOnlyList<string> Row(CoceOutcome outcome) =>
    [
        outcome.Name,
        Beside(outcome, 0, f => f.TrainingLoss, "0.000"),
        Beside(outcome, 1, f => f.TestLoss, "0.000"),
        Beside(outcome, 2, f => f.TrainingAccuracy, "0.000"),
        Beside(outcome, 3, f => f.TestAccuracy, "0.000"),
        outcome.Of(f => f.Balanced).Text("0.000"),
        outcome.Of(f => f.Groups.Where(double.IsFinite).Min()).Text("0.000"),
        Beside(outcome, 4, f => f.Norm, "0.0"),
        outcome.Name == "ERM" ? "–" : Estimate.Of(outcome.Chosen.Select(c => c.Setting)).Text("0.00"),
    ];

    /// <summary>Our figure, and in brackets the notebook's where it has one.</summary>
    static string Beside(CoceOutcome outcome, int column, Func<Figures, double> measure, string format)
    {
        var ours = outcome.Of(measure).Text(format);
        return Notebook.TryGetValue(outcome.Name, out var theirs) ? $"{ours} ({Estimate.Number(theirs[column], format)})" : ours;
    }

    static BarChart BySeverity(IReadOnlyList<CoceOutcome> outcomes)
    {
        int[] severities = [.. Enumerable.Range(0, Corruption.Levels)];
        return new(
            "Test accuracy by severity", [.. severities.Select(s => $"severity {s}")], new("accuracy"),
            [.. outcomes.Select(o => new Bars(o.Name, [.. severities.Select(s => o.Mean(f => f.Groups.ElementAtOrDefault(s)))]))]);
    }

    static LineChart Curves(IReadOnlyList<CoceOutcome> outcomes) => new(
        "Training loss along the training", new("steps"), new("cross-entropy", Logarithmic: true),
        [
            .. outcomes.Where(o => o.Chosen.Count > 0)
                .Select(o => MeanCurve.Of(o.Name, o.Chosen, c => c.Figures.Steps, c => c.Figures.TrainingCurve)),
        ]);

    static Paragraph Differences(ExperimentForm form, int steps)
    {
        var falling = form.Quick ? "" : "the rate falling to .2 of itself at 30, 60 and 80 % of the training, ";
        var images = form.Quick
            ? "a fifth of the training images to train and the rest to validate"
            : "8,000 training images instead of 39,950";
        var length = form.Quick ? $"{steps} steps at a constant rate" : $"{steps} steps, 60 epochs";
        return Paragraph.Of(
            $"""
            As in the paper: the network, SGD at .03 with momentum .9 and weight decay 5e-4,
            {falling}batches of 100, β = .5, severities and noise.
            Ours: {images}, {length} (the paper: 200 epochs), settings chosen by validation accuracy from fewer values,
            no flip of the images.
            COCE is the batch form of the authors' code, COCE pointwise the paper's formula with θ = 0,
            F-CVaR the flooded form |CVaR − η| + η.
            The rarest severity has few test images, so balanced accuracy is noisy.
            """);
    }
}
