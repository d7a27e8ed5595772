using System.Globalization;
using System.Numerics.Tensors;
using LossActors.Genetics.Randomness;
using LossActors.Host.Reports;
using LossActors.Learning.Data;
using LossActors.Learning.Landscape;
using LossActors.Learning.Training;
using Purpose = LossActors.Genetics.Randomness.Purpose;

namespace LossActors.Host.Landscapes;

/// <summary>Trains, looks, and tells.</summary>
static class LandscapeReport
{
    /// <param name="command">What was typed.</param>
    /// <param name="onPoint">Called at each look.</param>
    public static Report Write(LandscapeView view, string command, Action<LandscapePoint>? onPoint, CancellationToken stop)
    {
        var seed = PairedSeed.ForSearch(view.Recipe.Seed, 0);
        using var training = new LandscapeTraining(view.Recipe, view.Genome, seed, view.Options);
        var looks = Enumerable.Range(0, view.Recipe.Steps / view.Every + 1).Select(i => i * view.Every);
        var points = training.Run(view.Recipe.Steps % view.Every == 0 ? looks : looks.Append(view.Recipe.Steps), onPoint, stop);
        var blocks = new List<Block>
        {
            Setting(view, training), new CommandLine(command), LossTable.Of([(view.Loss, view.Genome, "")]), Trained(view.Recipe),
        };
        blocks.AddRange(DataBlocks.Of(view.Recipe.Description()));
        if (training.Diverged is { } reason)
        {
            var last = points.Select(p => p.Step).DefaultIfEmpty(0).Last();
            blocks.Add(Paragraph.Of(
                $"""
                The training diverged ({reason.ToString().ToLowerInvariant()} not finite) after step {last} and before the next look;
                there is no solution to look around.
                """));
        }

        if (points.Count > 0) blocks.AddRange(Along(view, training, points));
        if (training.Diverged is null && view.Plane != PlaneKind.None) blocks.AddRange(Plane(view, training, seed, stop));
        return new($"Landscape of {view.Genome}", blocks);
    }

    static Paragraph Setting(LandscapeView view, LandscapeTraining training)
    {
        var kinds = training.Plan.Weights is null
            ? "The loss has no schedule, so that weighted and static loss are the same."
            : "Weighted: with the class weights of the step. Static: without them.";
        return Paragraph.Of(
            $"""
            Trained as a search's first training is.
            The surface is that of {training.Samples.Count} training samples, in double precision,
            with {training.Surface.Dimension} weights;
            losses and eigenvalues are those that the optimiser meets, times the loss's factor of {Text(training.Plan.Factor)}.
            {kinds}
            """);
    }

    static Table Trained(Recipe recipe) =>
        RecipeTable.Of(recipe, [("", recipe.Network)], recipe.Optimiser.Rate.ToString(CultureInfo.InvariantCulture));

    static IEnumerable<Block> Along(LandscapeView view, LandscapeTraining training, IReadOnlyList<LandscapePoint> points)
    {
        double[] steps = [.. points.Select(p => (double)p.Step)];
        var scheduled = training.Plan.Weights is not null;
        double?[] limits = [.. points.Select(p => Limit(view.Recipe, p.Step))];
        yield return new Heading("Along the training");
        yield return StabilityText(view, points, limits);
        yield return Eigenvalues(view, scheduled, steps, points, limits);
        List<Line> losses = [new(scheduled ? "weighted" : "loss", steps, [.. points.Select(p => p.Loss)])];
        if (scheduled) losses.Add(new("static", steps, [.. points.Select(p => p.StaticLoss)]));
        var positive = points.All(p => p.Loss > 0 && p.StaticLoss > 0);
        yield return new LineChart("Loss", new("step"), new("loss", Logarithmic: positive), losses);
        yield return new LineChart(
            "Instability: largest rise and fall F(t) − F(t−1) of a single step since the look before",
            new("step"), new("change of the loss"),
            [
                new("largest rise", steps, [.. points.Select(p => p.LargestRise)]),
                new("largest fall", steps, [.. points.Select(p => p.LargestFall)]),
            ]);
        yield return new LineChart(
            "Accuracy on the training split", new("step"), new("accuracy"), [new("accuracy", steps, [.. points.Select(p => p.Accuracy)])]);
        yield return new Table(
            "Figures",
            ["step", "loss", "static loss", "λ1", "λ1, static", "largest rise", "largest fall", "accuracy"],
            [.. points.Select(Row)]);
    }

    static double? Limit(Recipe recipe, int step) =>
        StabilityLimit.Of(recipe.Optimiser, recipe.Optimiser.RateAt(Math.Min(step, recipe.Steps - 1), recipe.Steps));

    static Paragraph StabilityText(LandscapeView view, IReadOnlyList<LandscapePoint> points, double?[] limits)
    {
        if (limits[0] is not { } first) return new("Adam has no fixed limit of stability: it depends on the optimiser's own state.");
        var last = view.Recipe.Optimiser.LrSchedule is null ? "" : $" at the start and {Text(limits[^1]!.Value)} at the end";
        var above = points.Zip(limits).Count(p => p.First.Eigenvalues[0] > p.Second);
        return Paragraph.Of(
            $"""
            Full-batch training is stable on a quadratic up to {LimitName(view)} = {Text(first)}{last};
            {above} of {points.Count} looks found the largest eigenvalue above it.
            """);
    }

    static LineChart Eigenvalues(
        LandscapeView view, bool scheduled, double[] steps, IReadOnlyList<LandscapePoint> points, double?[] limits)
    {
        List<Line> lines = [.. Enumerable.Range(0, points[0].Eigenvalues.Count).Select(Eigenvalue)];
        if (scheduled) lines.Add(new("λ1, static", steps, [.. points.Select(p => p.StaticEigenvalues[0])]));
        if (limits[0] is not null)
        {
            // Two points draw a constant.
            int[] drawn = view.Recipe.Optimiser.LrSchedule is null ? [0, points.Count - 1] : [.. Enumerable.Range(0, points.Count)];
            lines.Add(new(LimitName(view), [.. drawn.Select(i => steps[i])], [.. drawn.Select(i => limits[i]!.Value)], Dashed: true));
        }

        return new("Largest eigenvalues of the Hessian (gaps: not above 0)", new("step"), new("eigenvalue", Logarithmic: true), lines);

        Line Eigenvalue(int k) => new($"λ{k + 1}{(scheduled ? ", weighted" : "")}", steps, [.. points.Select(p => p.Eigenvalues[k])]);
    }

    static IReadOnlyList<string> Row(LandscapePoint point) =>
    [
        $"{point.Step}",
        Text(point.Loss),
        Text(point.StaticLoss),
        Text(point.Eigenvalues[0]),
        Text(point.StaticEigenvalues[0]),
        Text(point.LargestRise),
        Text(point.LargestFall),
        Text(point.Accuracy),
    ];

    static IEnumerable<Block> Plane(LandscapeView view, LandscapeTraining training, PairedSeed seed, CancellationToken stop)
    {
        var (surface, steps) = (training.Surface, view.Recipe.Steps);
        var random = Philox.Stream(seed.Draw, 0, 1, Purpose.Probing);
        double[] u, v;
        if (view.Plane == PlaneKind.Random)
        {
            (u, v) = (SurfacePlane.FilterNormalised(surface, random), SurfacePlane.FilterNormalised(surface, random));
        }
        else
        {
            using var hessian = surface.Hessian(steps);
            var pairs = Lanczos.Largest(x => hessian.Times(x), surface.Dimension, 2, random);
            var length = TensorPrimitives.Norm<double>(surface.Weights);
            double[] Scaled(int i) => [.. pairs.Vectors[Math.Min(i, pairs.Vectors.Count - 1)].Select(x => x * length)];
            (u, v) = (Scaled(0), Scaled(1));
        }

        var reach = view.Reach ?? (view.Plane == PlaneKind.Random ? 1 : 0.2);
        yield return new Heading("Around the solution");
        var directions = view.Plane == PlaneKind.Random
            ? "Two random directions, each filter scaled to the norm of the network's own (Li et al. 2018), biases left alone"
            : "The eigenvectors of the loss's two largest eigenvalues at the last step, scaled to the norm of all weights";
        yield return new Paragraph($"{directions}; so 1 is as far as the weights are from 0. The middle is the solution.");
        (long? Step, string Name)[] kinds = training.Plan.Weights is null
            ? [(steps, "Loss")]
            : [(steps, "Weighted loss at the last step"), (null, "Static loss")];
        foreach (var (step, name) in kinds)
        {
            var plane = SurfacePlane.Around(surface, step, u, v, reach, view.Grid, stop);
            string[] places = [.. plane.Places.Select(p => p.ToString("0.##", CultureInfo.InvariantCulture))];
            var middle = Text(plane.Values[view.Grid / 2][view.Grid / 2]);
            var positive = plane.Values.All(row => row.All(x => !(x <= 0)));
            yield return new HeatMap(
                $"{name} around the solution ({middle} in the middle)",
                new("first direction"), places,
                new("second direction"), places,
                plane.Values, new("loss", Logarithmic: positive));
        }
    }

    static string LimitName(LandscapeView view) => view.Recipe.Optimiser switch
    {
        SgdSpec { Momentum: > 0, Nesterov: true } => "(2 + 2μ)/(η(1 + 2μ))",
        SgdSpec { Momentum: > 0 } => "(2 + 2μ)/η",
        _ => "2/η",
    };

    static string Text(double value) => double.IsNaN(value) ? "–" : value.ToString("G4", CultureInfo.InvariantCulture);
}
