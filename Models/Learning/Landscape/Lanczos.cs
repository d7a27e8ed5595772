using System.Numerics.Tensors;
using LossActors.Genetics.Randomness;
using MathNet.Numerics.LinearAlgebra;

namespace LossActors.Learning.Landscape;

/// <summary>
/// Largest eigenvalues of a symmetric operator that is only known by its products: Lanczos' iteration with full re-orthogonalisation, twice
/// (Golub and Van Loan, Matrix Computations, 10.3), so that no eigenvalue appears twice by rounding.
/// </summary>
public static class Lanczos
{
    /// <summary>Iterations until the wanted eigenpairs have converged.</summary>
    public const int MostIterations = 300;

    const int LookEvery = 4;

    /// <summary>
    /// The algebraically largest eigenvalues, descending, with orthonormal eigenvectors; NaN where a product is not finite.
    /// </summary>
    /// <param name="multiply">v ↦ H·v, both of [dimension].</param>
    /// <param name="count">How many, from 1; fewer come back where the dimension is smaller.</param>
    /// <param name="random">Draws the first vector.</param>
    /// <param name="tolerance">Residual ‖H·v − λ·v‖ of each over the largest |λ| found.</param>
    public static Eigenpairs Largest(
        Func<double[], double[]> multiply, int dimension, int count, RandomStream random, double tolerance = 1e-6)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        count = Math.Min(count, dimension);
        var basis = new List<double[]>();
        var (diagonal, beside) = (new List<double>(), new List<double>());
        var next = Unit(random, basis, dimension);
        var scale = 0.0;
        while (true)
        {
            var v = next;
            basis.Add(v);
            var w = multiply(v);
            diagonal.Add(TensorPrimitives.Dot<double>(w, v));
            if (!double.IsFinite(diagonal[^1])) return Eigenpairs.Unknown(count, dimension, basis.Count);
            for (var twice = 0; twice < 2; twice++) Orthogonalise(w, basis);
            var length = TensorPrimitives.Norm<double>(w);
            scale = Math.Max(scale, Math.Abs(diagonal[^1]) + length);
            // A vanishing remainder: the vectors so far span an invariant subspace, and another start finds what lies outside.
            var closed = !(length > 1e-13 * scale);
            if (closed) length = 0;
            var whole = basis.Count == dimension || basis.Count >= MostIterations;
            if (whole || (basis.Count >= 2 * count && basis.Count % LookEvery == 0))
            {
                var spectrum = Spectrum(diagonal, beside);
                var largest = Math.Max(Math.Abs(spectrum.Values[0]), Math.Abs(spectrum.Values[^1]));
                if (whole || Residual(spectrum, length, count) <= tolerance * largest) return Assemble(spectrum, basis, count);
            }

            beside.Add(length);
            if (closed) next = Unit(random, basis, dimension);
            else TensorPrimitives.Divide(w, length, next = w);
        }
    }

    /// <summary>A vector orthogonal to the basis.</summary>
    static double[] Unit(RandomStream random, List<double[]> basis, int dimension)
    {
        var v = new double[dimension];
        foreach (ref var x in v.AsSpan()) x = random.NextNormal();
        for (var twice = 0; twice < 2; twice++) Orthogonalise(v, basis);
        TensorPrimitives.Divide(v, TensorPrimitives.Norm<double>(v), v);
        return v;
    }

    static void Orthogonalise(double[] w, List<double[]> basis)
    {
        foreach (var q in basis) TensorPrimitives.MultiplyAdd<double>(q, -TensorPrimitives.Dot<double>(w, q), w, w);
    }

    /// <summary>Of the tridiagonal matrix, ascending.</summary>
    static (double[] Values, Matrix<double> Vectors) Spectrum(List<double> diagonal, List<double> beside)
    {
        var n = diagonal.Count;
        var t = Matrix<double>.Build.Dense(n, n);
        for (var i = 0; i < n; i++)
        {
            t[i, i] = diagonal[i];
            if (i + 1 < n) t[i, i + 1] = t[i + 1, i] = beside[i];
        }

        var solved = t.Evd(Symmetricity.Symmetric);
        return ([.. solved.EigenValues.Select(v => v.Real)], solved.EigenVectors);
    }

    /// <summary>Of the worst of the wanted pairs: the last component of its vector times what the iteration left over.</summary>
    static double Residual((double[] Values, Matrix<double> Vectors) spectrum, double length, int count)
    {
        var n = spectrum.Values.Length;
        return Enumerable.Range(n - count, count).Max(i => Math.Abs(spectrum.Vectors[n - 1, i])) * length;
    }

    static Eigenpairs Assemble((double[] Values, Matrix<double> Vectors) spectrum, List<double[]> basis, int count)
    {
        var n = basis.Count;
        var vectors = new double[count][];
        for (var k = 0; k < count; k++)
        {
            var vector = vectors[k] = new double[basis[0].Length];
            for (var j = 0; j < n; j++) TensorPrimitives.MultiplyAdd<double>(basis[j], spectrum.Vectors[j, n - 1 - k], vector, vector);
        }

        return new([.. spectrum.Values.Reverse().Take(count)], vectors, n);
    }
}
