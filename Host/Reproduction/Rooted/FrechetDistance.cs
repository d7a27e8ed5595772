using MathNet.Numerics.LinearAlgebra;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>
/// ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½) of the Gaussians fitted to two samples (Heusel et al. 2017), here of the coordinates or pixels
/// themselves instead of a large network's features.
/// </summary>
static class FrechetDistance
{
    /// <param name="a">[samples, size], row by row.</param>
    /// <param name="b">[samples, size], row by row.</param>
    /// <returns>NaN if a number is not finite.</returns>
    public static double Of(float[] a, float[] b, int size)
    {
        if (!Array.TrueForAll(a, float.IsFinite) || !Array.TrueForAll(b, float.IsFinite)) return double.NaN;
        var ((meanA, covarianceA), (meanB, covarianceB)) = (Fit(a, size), Fit(b, size));
        var root = Root(covarianceA);
        var cross = Eigenvalues(root * covarianceB * root).Sum(v => Math.Sqrt(Math.Max(v, 0)));
        var off = meanA - meanB;
        return off.DotProduct(off) + covarianceA.Trace() + covarianceB.Trace() - 2 * cross;
    }

    static (Vector<double> Mean, Matrix<double> Covariance) Fit(float[] values, int size)
    {
        var rows = Matrix<double>.Build.Dense(values.Length / size, size, (i, j) => values[i * size + j]);
        var mean = rows.ColumnSums() / rows.RowCount;
        var centred = rows - Matrix<double>.Build.Dense(rows.RowCount, size, (_, j) => mean[j]);
        return (mean, centred.TransposeThisAndMultiply(centred) / (rows.RowCount - 1));
    }

    static Matrix<double> Root(Matrix<double> symmetric)
    {
        var parts = symmetric.Evd(Symmetricity.Symmetric);
        var roots = parts.EigenValues.Select(v => Math.Sqrt(Math.Max(v.Real, 0)));
        return parts.EigenVectors * Matrix<double>.Build.DenseOfDiagonalArray([.. roots]) * parts.EigenVectors.Transpose();
    }

    static IEnumerable<double> Eigenvalues(Matrix<double> symmetric) =>
        ((symmetric + symmetric.Transpose()) / 2).Evd(Symmetricity.Symmetric).EigenValues.Select(v => v.Real);
}
