using System.Globalization;
using LossActors.Learning.Data;
using LossActors.Learning.Landscape;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>A <see cref="SpiralTraining"/> whose surface is looked at every so many steps, and the loss at every step.</summary>
sealed record SpiralCurvature(SpiralTraining Training, int First, int Last, int Every)
{
    public const string Kind = "curvature";

    public string Key =>
        string.Create(CultureInfo.InvariantCulture, $"curvature of {Training.Key} from={First} to={Last} every={Every}");

    public ExperimentJob Job => ExperimentJob.OfDemonstration(Key, new(
        Training.Genome, Training.Recipe, 1, 0,
        new Demonstration(
            Kind, (ulong)Training.Seed, new Dictionary<string, double> { ["first"] = First, ["last"] = Last, ["every"] = Every })));

    public static CurvatureResult Run(EvaluationRequest request, Demonstration shown, Action<long> onStep, CancellationToken stop)
    {
        var (first, last, every) = ((int)shown.Values["first"], (int)shown.Values["last"], (int)shown.Values["every"]);
        var seed = PairedSeed.ForStudy(request.Recipe.Seed, shown.Draw, 0);
        using var training = new LandscapeTraining(request.Recipe, request.Genome, seed, new(Eigenvalues: 3));
        var points = training.Run(
            Enumerable.Range(0, (last - first) / every + 1).Select(i => first + i * every), p => onStep(p.Step), stop);
        return new(
            [.. points.Select(p => p.Step)],
            [.. points.Select(p => p.Loss)],
            [.. points.Select(p => p.Accuracy)],
            [.. Enumerable.Range(0, 3).Select(k => points.Select(p => p.Eigenvalues[k]).ToArray())],
            [.. points.Select(p => p.StaticEigenvalues[0])],
            [.. points.Select(p => p.LargestFall)],
            [.. points.Select(p => p.LargestRise)]);
    }
}

/// <summary>What <see cref="SpiralCurvature"/> saw, by step.</summary>
/// <param name="Loss">Weighted.</param>
/// <param name="Eigenvalues">The largest three of the weighted loss's Hessian: a list for each.</param>
/// <param name="Static">The largest one without the weights.</param>
/// <param name="Falls">Least F(t) − F(t−1) since the step before in the list.</param>
/// <param name="Rises">Greatest F(t) − F(t−1) since the step before in the list.</param>
sealed record CurvatureResult(
    IReadOnlyList<int> Steps,
    IReadOnlyList<double> Loss,
    IReadOnlyList<double> Accuracy,
    IReadOnlyList<double[]> Eigenvalues,
    IReadOnlyList<double> Static,
    IReadOnlyList<double> Falls,
    IReadOnlyList<double> Rises)
{
    /// <summary>
    /// Largest rise of the loss within each part of the periods, from (exclusive) to (inclusive), as fractions of a period; the mean over
    /// periods.
    /// </summary>
    public double MeanRise(int period, int until, double from, double to) => Over(period, until, from, to, Rises);

    /// <summary>The largest eigenvalue within a part of the periods; the mean over periods.</summary>
    public double MeanSharpness(int period, int until, double from, double to) => Over(period, until, from, to, Eigenvalues[0]);

    double Over(int period, int until, double from, double to, IReadOnlyList<double> values) => Steps.Zip(values)
        .Where(p => p.First > 0 && p.First <= until)
        .GroupBy(p => (p.First - 1) / period)
        .Select(g => g.Where(p => ((p.First - 1) % period + 1) / (double)period is var at && at > from && at <= to).Max(p => p.Second))
        .Average();
}
