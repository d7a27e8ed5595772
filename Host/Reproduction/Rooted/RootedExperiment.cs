using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>
/// The rooted logistic objective (Wang et al., arXiv 2310.03890): what a fixed root does to convex regression, to image classification
/// and to adversarial training.
/// </summary>
public sealed class RootedExperiment : IExperiment
{
    public string Name => "rooted";

    public string Summary => "The rooted logistic objective: convex regression, CIFAR-10 images, small GANs (arXiv 2310.03890)";

    public int Version => 1;

    public TimeSpan Estimate(ExperimentForm form) => TimeSpan.FromMinutes(form.Quick ? 0.5 : 6);

    public IReadOnlyList<ExperimentJob> Jobs(ExperimentForm form) =>
        [.. ConvexPart.Jobs(form), .. GanPart.Jobs(form), .. ImagePart.Jobs(form)];

    public Report Report(ExperimentForm form, ExperimentResults results) => new(
        "The rooted logistic objective",
        [Claim(), .. ConvexPart.Report(form, results), .. ImagePart.Report(form, results), .. GanPart.Report(form, results)]);

    static Paragraph Claim() => Paragraph.Of(
        """
        The logarithm of a logistic loss is replaced by a k-th root.
        The paper's claims: better conditioning and so fewer steps in convex problems, the same direction in the end,
        better accuracy than cross-entropy and focal, better images from StyleGAN.
        The two published forms pull in opposite directions: the binary one, k·p^(−1/k), weighs hard points up;
        the one of the authors' networks, m·(1 − p^(1/k)), weighs them down.
        Errors are standard errors over draws.
        """);
}
