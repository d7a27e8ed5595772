namespace LossActors.Host.Reproduction.Dynamical;

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
