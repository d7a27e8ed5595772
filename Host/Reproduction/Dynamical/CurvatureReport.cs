using System.Globalization;
using LossActors.Host.Reports;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>Eigenvalues and bursts over the periods.</summary>
static class CurvatureReport
{
    /// <summary>Gradient descent at rate 1 is stable on a quadratic up to 2/η.</summary>
    const double Limit = 2;

    public static IEnumerable<Block> Blocks(IReadOnlyList<SpiralCurvature> curvature, ExperimentResults results)
    {
        yield return new Heading("Curvature and bursts");
        yield return Paragraph.Of(
            """
            The largest eigenvalues of the loss's Hessian over all 300 points in double precision, by Lanczos;
            the loss's change F(t) − F(t−1) at every step.
            The notebook's figure has λ between about .3 and 10, bursts at the end of each period that fade after some 45,000 steps,
            and period doubling where λ crosses 2/η = 2.
            """);
        var whole = curvature.Where(c => c.Every > 1).ToList();
        if (whole.Count > 0) yield return Table(whole, results);
        foreach (var trace in whole)
        {
            var seen = results.Get<CurvatureResult>(trace.Key);
            double[] steps = [.. seen.Steps.Select(s => (double)s)];
            var name = Name(trace);
            yield return new LineChart(
                $"Largest eigenvalues, {name}", new("step"), new("eigenvalue", Logarithmic: true),
                [
                    new("λ1, weighted loss", steps, seen.Eigenvalues[0]),
                    new("λ2", steps, seen.Eigenvalues[1]),
                    new("λ3", steps, seen.Eigenvalues[2]),
                    new("λ1, static loss", steps, seen.Static),
                    LimitLine(steps),
                ]);
            yield return new LineChart(
                $"F(t) − F(t−1), extremes of every {trace.Every} steps, {name}", new("step"), new("change of the loss"),
                [new("largest rise", steps, seen.Rises), new("largest fall", steps, seen.Falls)]);
        }

        foreach (var trace in curvature.Where(c => c.Every == 1))
            foreach (var block in Zoom(trace, results.Get<CurvatureResult>(trace.Key))) yield return block;
    }

    static Table Table(List<SpiralCurvature> traces, ExperimentResults results) => new(
        "Means over the first nine periods (45,000 steps) of the largest value in a part of the period",
        ["training", "λ, first half", "λ, last fifth", "rise, first half", "rise, last fifth", "largest λ", "least λ", "final accuracy"],
        [.. traces.Select(trace => Row(trace, results.Get<CurvatureResult>(trace.Key)))]);

    static IReadOnlyList<string> Row(SpiralCurvature trace, CurvatureResult seen)
    {
        var period = trace.Training.Period;
        return
        [
            Name(trace),
            Text(seen.MeanSharpness(period, 9 * period, 0, 0.5)),
            Text(seen.MeanSharpness(period, 9 * period, 0.8, 1)),
            Text(seen.MeanRise(period, 9 * period, 0, 0.5)),
            Text(seen.MeanRise(period, 9 * period, 0.8, 1)),
            Text(seen.Eigenvalues[0].Max()),
            Text(seen.Eigenvalues[0].Min()),
            Text(seen.Accuracy[^1]),
        ];
    }

    static IEnumerable<Block> Zoom(SpiralCurvature trace, CurvatureResult seen)
    {
        double[] steps = [.. seen.Steps.Select(s => (double)s)];
        var name = $"{Name(trace)}, around the end of a period at step {trace.Training.Period * 3}";
        // Where the loss goes up and down by turns, even and odd steps part: the picture of period doubling.
        yield return new LineChart(
            $"Weighted loss at even and odd steps, {name}", new("step"), new("loss", Logarithmic: true),
            [EverySecond("even steps", 0), EverySecond("odd steps", 1)]);
        yield return new LineChart(
            $"Largest eigenvalue, {name}", new("step"), new("eigenvalue", Logarithmic: true),
            [new("weighted loss", steps, seen.Eigenvalues[0]), new("static loss", steps, seen.Static), LimitLine(steps)]);

        Line EverySecond(string which, int from) =>
            new(which, [.. steps.Where((_, i) => i % 2 == from)], [.. seen.Loss.Where((_, i) => i % 2 == from)]);
    }

    static Line LimitLine(double[] steps) => new("2/η", [steps[0], steps[^1]], [Limit, Limit], Dashed: true);

    static string Name(SpiralCurvature trace)
    {
        var (width, amplitude) = (trace.Training.Width, trace.Training.Amplitude);
        return $"width {width}, {(amplitude == 1 ? "static" : $"A = {Text(amplitude)}")}";
    }

    static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
