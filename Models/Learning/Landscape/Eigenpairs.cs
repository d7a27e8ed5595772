namespace LossActors.Learning.Landscape;

/// <param name="Values">Descending.</param>
/// <param name="Vectors">Of length 1, one for each value.</param>
/// <param name="Products">How often the operator was applied.</param>
public sealed record Eigenpairs(IReadOnlyList<double> Values, IReadOnlyList<double[]> Vectors, int Products)
{
    internal static Eigenpairs Unknown(int count, int dimension, int products) => new(
        NaNs(count), [.. Enumerable.Range(0, count).Select(_ => NaNs(dimension))], products);

    static double[] NaNs(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}
