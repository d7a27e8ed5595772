using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;
using LossActors.Learning.Data;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>Small generative adversarial networks under the rooted and the logistic loss.</summary>
static class GanPart
{
    const string Mixture = "mixture";

    static readonly (string Name, string Loss)[] Losses =
        [("logistic", "raw[ce]"), ("rooted k = 2", "raw[rooted_inverse(2)]"), ("rooted k = 5", "raw[rooted_inverse(5)]")];

    public static IEnumerable<ExperimentJob> Jobs(ExperimentForm form) =>
        from draw in Draws(form)
        from data in Data(form)
        from loss in Losses
        select Job(form, data, loss.Loss, draw);

    public static IEnumerable<Block> Report(ExperimentForm form, ExperimentResults results)
    {
        yield return new Heading("Generative adversarial networks");
        yield return Setting(form);
        foreach (var data in Data(form))
        {
            var losses = Losses.Select(l => new Runs(
                l.Name, [.. Draws(form).Select(d => results.Get<GanTraining>(Job(form, data, l.Loss, d).Key))])).ToList();
            yield return Table(form, data.Name, losses);
            yield return new LineChart(
                $"Fréchet distance along the training, {data.Name}", new("turns"), new("distance", Logarithmic: true),
                [.. losses.Select(l => MeanCurve.Of(l.Name, l.All, g => g.Steps, g => g.Distances))]);
        }
    }

    static Paragraph Setting(ExperimentForm form) => Paragraph.Of(
        $"""
        Generator and discriminator have two hidden layers of {Width(form)}, {Steps(form)} turns of 64 samples, Adam at 1e-3 with β₁ = .5
        (which takes out any factor on the loss).
        The mixture has eight Gaussians on a circle; the images are CIFAR-10's in grey, 8×8.
        The Fréchet distance is of coordinates and pixels themselves.
        The paper's StyleGAN on 200 faces comes to an FID of 99.98 with k = 2; its figure with the logistic loss is not published.
        """);

    static Table Table(ExperimentForm form, string data, List<Runs> losses)
    {
        string[] covered = data == Mixture ? ["modes covered of 8"] : [];
        return new(
            $"{data}: means of {Estimate.Draws(Draws(form).Count)}",
            ["loss", "Fréchet distance", "least on the way", .. covered],
            [.. losses.Select(Row)]);

        IReadOnlyList<string> Row(Runs loss)
        {
            string[] modes = data == Mixture ? [loss.Text(g => g.Modes, "0.0")] : [];
            return [loss.Name, loss.Text(g => g.Distances[^1], "0.000"), loss.Text(Least, "0.000"), .. modes];
        }

        static double Least(GanTraining training) => training.Distances.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min();
    }

    static IReadOnlyList<ulong> Draws(ExperimentForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 4).Select(i => (ulong)i)];

    static int Steps(ExperimentForm form) => form.Quick ? 400 : 3000;

    static int Width(ExperimentForm form) => form.Quick ? 32 : 64;

    static IReadOnlyList<(string Name, string Key, DatasetSpec Spec)> Data(ExperimentForm form)
    {
        var images = CifarSubset.Of(form, 0.2);
        return [(Mixture, Mixture, new OwnSpec()), ("images", $"images {images.Content![..16]}", images)];
    }

    static ExperimentJob Job(ExperimentForm form, (string Name, string Key, DatasetSpec Spec) data, string loss, ulong draw) =>
        ExperimentJob.OfDemonstration(
            $"gan {data.Key} loss={loss} width={Width(form)} turns={Steps(form)} draw={draw}",
            GanTraining.Request(data.Spec, loss, Width(form), Steps(form), draw));

    /// <param name="All">By draw.</param>
    sealed record Runs(string Name, IReadOnlyList<GanTraining> All)
    {
        public string Text(Func<GanTraining, double> measure, string format) => Estimate.Of(All.Select(measure)).Text(format);
    }
}
