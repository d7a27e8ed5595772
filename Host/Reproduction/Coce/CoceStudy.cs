using LossActors.Genetics.Expressions;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Coce;

/// <summary>Concentrated OCE beside ERM, SharpDRO and flooded CVaR (Holland and Hamada, arXiv 2408.03619): CIFAR-10, Poisson severities, the small network.</summary>
public sealed class CoceStudy : IStudy
{
    /// <summary>With the figures of the authors' notebook: training loss, test loss, training accuracy, test accuracy, norm.</summary>
    static readonly (string Name, double[] Notebook)[] Published =
    [
        ("ERM", [.0096, 3.276, 1.000, .5874, 26.9]), ("SharpDRO", [.0288, 3.579, .9933, .5818, 39.2]), ("F-CVaR", [.0540, 2.986, .9936, .5743, 39.3]),
        ("COCE", [.1847, 1.768, .9601, .6056, 24.9]), ("COCE pointwise", []), ("COCE-A", [.2739, 1.554, .9570, .5688, 19.5]),
    ];

    public string Name => "coce";

    public string Summary => "COCE and COCE-A beside ERM, SharpDRO and F-CVaR on CIFAR-10 images of Poisson severities (arXiv 2408.03619)";

    public int Version => 2;

    public TimeSpan Estimate(StudyForm form) => TimeSpan.FromMinutes(form.Quick ? 0.5 : 20);

    public IReadOnlyList<StudyJob> Jobs(StudyForm form) =>
        [.. from draw in Draws(form) from contender in Contenders(form) from training in contender.Trainings("cnn", Recipe(form), draw) select training.Job];

    public Report Report(StudyForm form, StudyResults results)
    {
        var outcomes = Contenders(form).Select(c => (c.Name, Chosen: Draws(form).Select(d => c.Chosen(results, "cnn", Recipe(form), d)).Where(t => t.Count > 0).Select(t => t[^1]).ToList())).ToList();
        var (erm, sharp, coce) = (Of("ERM", f => f.Balanced), Of("SharpDRO", f => f.Balanced), Of("COCE", f => f.Balanced));
        return new("COCE on corrupted CIFAR-10 images",
        [
            new Paragraph(
                "Images carry Gaussian noise of six severities, most of them none: min(Poisson(1), 5). COCE draws the losses' certainty equivalent towards a threshold η. The paper's claim for the small network: SharpDRO, "
                + "made for this setting, falls below plain training (ERM), COCE does not, with lower test loss and smaller weights. Losses are cross-entropies whatever was trained; errors are standard errors over draws."),
            new Paragraph(
                $"Here: balanced accuracy {Number(erm)} for ERM, {Number(sharp)} for SharpDRO, {Number(coce)} for COCE (the paper's figure: about .577, .54 to .565, .60). Test loss {Number(Of("ERM", f => f.TestLoss))}, "
                + $"{Number(Of("SharpDRO", f => f.TestLoss))}, {Number(Of("COCE", f => f.TestLoss))} (3.276, 3.579, 1.768)."),
            new Table(
                $"At the last of {Steps(form)} steps, means of {Trainings.Estimate.Draws(Draws(form).Count)}; the notebook's figures in brackets",
                ["method", "training loss", "test loss", "training accuracy", "test accuracy", "balanced accuracy", "worst severity", "norm", "chosen setting"],
                [.. outcomes.Select(o => (IReadOnlyList<string>)
                [
                    o.Name, Beside(o, 0, f => f.TrainingLoss, "0.000"), Beside(o, 1, f => f.TestLoss, "0.000"), Beside(o, 2, f => f.TrainingAccuracy, "0.000"), Beside(o, 3, f => f.TestAccuracy, "0.000"),
                    Trainings.Estimate.Of(o.Chosen.Select(c => c.Figures.Balanced)).Text("0.000"), Trainings.Estimate.Of(o.Chosen.Select(c => c.Figures.Groups.Where(double.IsFinite).Min())).Text("0.000"),
                    Beside(o, 4, f => f.Norm, "0.0"), o.Name == "ERM" ? "–" : Trainings.Estimate.Of(o.Chosen.Select(c => c.Setting)).Text("0.00"),
                ])]),
            new BarChart(
                "Test accuracy by severity", [.. Enumerable.Range(0, Corruption.Levels).Select(s => $"severity {s}")], new("accuracy"),
                [.. outcomes.Select(o => new Bars(o.Name, [.. Enumerable.Range(0, Corruption.Levels).Select(s => Mean(o.Chosen.Select(c => c.Figures.Groups.ElementAtOrDefault(s))))]))]),
            new LineChart(
                "Training loss along the training", new("steps"), new("cross-entropy", Logarithmic: true),
                [.. outcomes.Where(o => o.Chosen.Count > 0).Select(o => new Line(
                    o.Name, [.. o.Chosen[0].Figures.Steps.Select(s => (double)s)], [.. o.Chosen[0].Figures.Steps.Select((_, i) => o.Chosen.Average(c => c.Figures.TrainingCurve[i]))]))]),
            new Paragraph(
                $"As in the paper: the network, SGD at .03 with momentum .9 and weight decay 5e-4, {(form.Quick ? "" : "the rate falling to .2 of itself at 30, 60 and 80 % of the training, ")}batches of 100, β = .5, severities and noise. "
                + $"Ours: {(form.Quick ? "a fifth of the training images to train and the rest to validate" : "8,000 training images instead of 39,950")}, {Steps(form)} steps{(form.Quick ? " at a constant rate" : ", 60 epochs")} (the paper: 200 epochs), settings chosen by validation accuracy from fewer values, no flip of the images. COCE is the batch form of the authors' code, COCE pointwise the paper's formula with θ = 0, "
                + "F-CVaR the flooded form |CVaR − η| + η. The rarest severity has few test images, so balanced accuracy is noisy."),
        ]);

        double Of(string name, Func<Figures, double> measure) => Mean(outcomes.Single(o => o.Name == name).Chosen.Select(c => measure(c.Figures)));
    }

    static string Beside((string Name, List<(double Setting, Figures Figures)> Chosen) o, int column, Func<Figures, double> measure, string format)
    {
        var ours = Trainings.Estimate.Of(o.Chosen.Select(c => measure(c.Figures))).Text(format);
        return Published.Single(p => p.Name == o.Name).Notebook is { Length: > 0 } theirs ? $"{ours} ({Trainings.Estimate.Number(theirs[column], format)})" : ours;
    }

    static string Number(double value) => Trainings.Estimate.Number(value, "0.000");

    static double Mean(IEnumerable<double> values) => values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    static IReadOnlyList<ulong> Draws(StudyForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 5).Select(i => (ulong)i)];

    static int Steps(StudyForm form) => form.Quick ? 250 : 4800;

    static Recipe Recipe(StudyForm form) => new(
        CifarSubset.Of(form, form.Quick ? 0.8 : 0.2, new Corruption()), new LeNet5Spec(),
        new SgdSpec(0.03, 0.9, 5e-4) { LrSchedule = form.Quick ? null : new MultiStepLr([0.3, 0.6, 0.8], 0.2) }, Batch: 100, Steps: Steps(form));

    static Contender[] Contenders(StudyForm form)
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
