using LossActors.Host.Reports;
using LossActors.Host.Reproduction.Trainings;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>Small generative adversarial networks under the rooted and the logistic loss.</summary>
static class GanPart
{
    static readonly (string Name, string Loss)[] Losses = [("logistic", "raw[ce]"), ("rooted k = 2", "raw[rooted_inverse(2)]"), ("rooted k = 5", "raw[rooted_inverse(5)]")];

    public static IEnumerable<StudyJob> Jobs(StudyForm form) => from draw in Draws(form) from data in Data(form) from loss in Losses select Job(form, data, loss.Loss, draw);

    public static IEnumerable<Block> Report(StudyForm form, StudyResults results)
    {
        yield return new Heading("Generative adversarial networks");
        yield return new Paragraph(
            $"Generator and discriminator have two hidden layers of {Width(form)}, {Steps(form)} turns of 64 samples, Adam at 1e-3 with β₁ = .5 (which takes out any factor on the loss). The mixture has eight Gaussians on a circle; the images are CIFAR-10's in grey, "
            + "8×8. The Fréchet distance is of coordinates and pixels themselves. The paper's StyleGAN on 200 faces comes to an FID of 99.98 with k = 2; its figure with the logistic loss is not published.");
        foreach (var data in Data(form))
        {
            var runs = Losses.Select(l => (l.Name, All: Draws(form).Select(d => results.Get<GanTraining>(Job(form, data, l.Loss, d).Key)).ToList())).ToList();
            yield return new Table(
                $"{data.Name}: means of {Estimate.Draws(Draws(form).Count)}", ["loss", "Fréchet distance", "least on the way", .. data.Name == "mixture" ? ["modes covered of 8"] : Array.Empty<string>()],
                [.. runs.Select(r => (IReadOnlyList<string>)
                [
                    r.Name, Estimate.Of(r.All.Select(g => g.Distances[^1])).Text("0.000"), Estimate.Of(r.All.Select(g => g.Distances.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Min())).Text("0.000"),
                    .. data.Name == "mixture" ? [Estimate.Of(r.All.Select(g => (double)g.Modes)).Text("0.0")] : Array.Empty<string>(),
                ])]);
            yield return new LineChart(
                $"Fréchet distance along the training, {data.Name}", new("turns"), new("distance", Logarithmic: true),
                [.. runs.Select(r => new Line(r.Name, [.. r.All[0].Steps.Select(s => (double)s)], [.. r.All[0].Steps.Select((_, i) => r.All.Average(g => g.Distances[i]))]))]);
        }
    }

    static IReadOnlyList<ulong> Draws(StudyForm form) => [.. Enumerable.Range(1, form.Quick ? 1 : 4).Select(i => (ulong)i)];

    static int Steps(StudyForm form) => form.Quick ? 400 : 3000;

    static int Width(StudyForm form) => form.Quick ? 32 : 64;

    static IReadOnlyList<(string Name, string Key, Func<GanData> Make)> Data(StudyForm form)
    {
        var images = CifarSubset.Of(form, 0.2);
        return [("mixture", "mixture", () => GanData.Mixture), ("images", $"images {images.Content![..16]}", () => GanData.Images(images))];
    }

    static StudyJob Job(StudyForm form, (string Name, string Key, Func<GanData> Make) data, string loss, ulong draw) => StudyJob.Of(
        $"gan {data.Key} loss={loss} width={Width(form)} turns={Steps(form)} draw={draw}", stop => GanTraining.Run(data.Make(), loss, Width(form), Steps(form), draw, stop));
}
