using LossActors.Genetics.Randomness;
using LossActors.Learning.Landscape;

namespace LossActors.Learning.Tests.Landscape;

public sealed class LanczosTests
{
    static RandomStream Random(uint n) => Philox.Stream(7, n, 0, Purpose.Probing);

    [Fact]
    public void A_known_spectrum_is_found_with_its_vectors()
    {
        const int N = 200;
        // diag(d) seen through a reflection: I − 2uuᵀ with |u| = 1.
        var d = Enumerable.Range(0, N).Select(i => i < 5 ? 100.0 - 10 * i : Math.Cos(i)).ToArray();
        var u = Enumerable.Range(0, N).Select(i => 1 / Math.Sqrt(N)).ToArray();

        var found = Lanczos.Largest(v => Reflect(Reflect(v).Zip(d, (x, e) => x * e).ToArray()), N, 4, Random(0), 1e-9);

        Assert.Equal([100, 90, 80, 70], found.Values.Select(v => Math.Round(v, 6)));
        Assert.True(found.Products < 60, $"{found.Products} products");
        for (var k = 0; k < 4; k++)
            Assert.Equal(1, Math.Abs(Reflect(found.Vectors[k])[k]), 6);

        double[] Reflect(double[] v)
        {
            var along = 2 * v.Zip(u, (a, b) => a * b).Sum();
            return [.. v.Zip(u, (a, b) => a - along * b)];
        }
    }

    [Fact]
    public void Equal_eigenvalues_are_all_found()
    {
        double[] d = [5, 5, 5, 2, 1, 1];

        var found = Lanczos.Largest(v => [.. v.Zip(d, (x, e) => x * e)], 6, 4, Random(1));

        Assert.Equal([5, 5, 5, 2], found.Values.Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void The_largest_come_first_also_among_negative_ones()
    {
        double[] d = [-1, -2, -300];

        Assert.Equal([-1, -2], Lanczos.Largest(v => [.. v.Zip(d, (x, e) => x * e)], 3, 2, Random(2)).Values.Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void A_flat_surface_has_eigenvalues_of_zero() =>
        Assert.Equal([0, 0], Lanczos.Largest(v => new double[v.Length], 9, 2, Random(3)).Values);

    [Fact]
    public void Where_a_product_is_not_finite_nothing_is_known() =>
        Assert.Equal(
            [double.NaN, double.NaN], Lanczos.Largest(v => [.. v.Select(x => x * double.PositiveInfinity)], 9, 2, Random(5)).Values);

    [Fact]
    public void No_more_come_back_than_there_are() => Assert.Equal([3], Lanczos.Largest(v => [3 * v[0]], 1, 5, Random(4)).Values);
}
