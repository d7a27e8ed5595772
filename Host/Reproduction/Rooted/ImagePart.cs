using LossActors.Genetics.Expressions;
using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>
/// LeNet-5 on CIFAR-10 images: the multi-class form on a grid of k and m beside cross-entropy and focal, raw and with matched gradients.
/// </summary>
static class ImagePart
{
    public static IEnumerable<ExperimentJob> Jobs(ExperimentForm form) =>
        from draw in Draws(form)
        from contender in Contenders(form)
        select Training(form, contender, draw).Job;

    public static IEnumerable<Block> Report(ExperimentForm form, ExperimentResults results) =>
    [
        new Heading("CIFAR-10 images"), Setting(), Table(form, results),
        .. TrainingBlocks.Of(Recipe(form), [("", new LeNet5Spec())], Contenders(form), Draws(form).Count),
    ];

    static Paragraph Setting() => Paragraph.Of(
        """
        The form of the authors' networks, m·(1 − p^(1/k)): m/k multiplies the gradient and so the step.
        Raw losses show what a user sees at an unchanged rate; with gradients matched to cross-entropy's at uniform predictions m drops out.
        The paper (larger networks, Adam, 200 epochs) reports +1.44 to +2.32 points of accuracy over cross-entropy
        and +5.78 to +6.66 over focal with α = .25, γ = 3.
        """);

    static Table Table(ExperimentForm form, ExperimentResults results)
    {
        var runs = Contenders(form).ToDictionary(c => c.Name, Runs);
        var (ce, focal) = (runs["CE"], runs["focal, raw"]);
        return new(
            $"LeNet-5, {Steps(form)} steps of 64 images, SGD at .02 with momentum .9: means of {Estimate.Draws(ce.Count)}",
            ["loss", "early accuracy", "accuracy", "change against CE", "change against focal, raw", "gap of losses", "test loss"],
            [.. runs.Select(r => Row(r.Key, r.Value))]);

        List<Figures> Runs(Contender contender) => [.. Draws(form).Select(d => results.Get<Figures>(Training(form, contender, d).Key))];

        IReadOnlyList<string> Row(string loss, List<Figures> all) =>
        [
            loss,
            Estimate.Of(all.Select(f => 100 * f.TestCurve.ElementAtOrDefault(1))).Text("0.00"),
            Estimate.Of(all.Select(f => 100 * f.TestAccuracy)).Text("0.00"),
            Change(all, ce),
            Change(all, focal),
            Estimate.Of(all.Select(f => f.Gap)).Text("0.000"),
            Estimate.Of(all.Select(f => f.TestLoss)).Text("0.000"),
        ];

        static string Change(List<Figures> runs, List<Figures> other) => ReferenceEquals(runs, other)
            ? "–"
            : Estimate.Of(runs.Zip(other, (a, b) => 100 * (a.TestAccuracy - b.TestAccuracy))).Text("+0.00;-0.00");
    }

    static IReadOnlyList<ulong> Draws(ExperimentForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 3).Select(i => (ulong)i)];

    static int Steps(ExperimentForm form) => form.Quick ? 100 : 400;

    static Training Training(ExperimentForm form, Contender contender, ulong draw) =>
        contender.Training("images", Recipe(form), 0, draw);

    static Recipe Recipe(ExperimentForm form) =>
        new(CifarSubset.Of(form, form.Quick ? 0.8 : 0.2), new LeNet5Spec(), new SgdSpec(0.02, 0.9), Batch: 64, Steps: Steps(form));

    static List<Contender> Contenders(ExperimentForm form)
    {
        double[] ks = form.Quick ? [3] : [2, 3, 8], ms = form.Quick ? [3] : [3, 10];
        return
        [
            Of("CE", "ce"), Of("focal, raw", "raw[focal(3, 0.25)]"), Of("focal, matched", "focal(3, 0.25)"),
            .. from k in ks
               from m in ms
               let name = $"power k = {Printer.Number(k)}, m = {Printer.Number(m)}, raw"
               select Of(name, $"raw[rooted({Printer.Number(k)}, {Printer.Number(m)})]"),
            .. ks.Select(k => Of($"power k = {Printer.Number(k)}, matched", $"rooted({Printer.Number(k)}, {Printer.Number(k)})")),
            .. ks.Select(k => Of($"inverse k = {Printer.Number(k)}, matched", $"rooted_inverse({Printer.Number(k)})")),
        ];

        static Contender Of(string name, string loss) => new(name, [0], _ => loss) { Points = 5, Sample = 300 };
    }
}
