using LossActors.Genetics.Genomes;
using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using LossActors.Learning.Landscape;
using LossActors.Learning.Losses;
using LossActors.Learning.Networks;
using MathNet.Numerics.LinearAlgebra;

namespace LossActors.Learning.Tests.Landscape;

public sealed class LossSurfaceTests
{
    static readonly PairedSeed Seed = PairedSeed.ForSearch(3, 0);
    static readonly DataDraw Draw = DataDraw.From(new SpiralSpec(Points: 20), Seed);

    /// <summary>Smooth networks: a ReLU's kinks would spoil finite differences, not the products.</summary>
    static LossSurface Surface(string genome, NetworkSpec? network = null) =>
        new(network ?? new MlpSpec([6], Activation.Tanh), Draw, Draw.Training, Seed, LossPlan.Of(LossGenome.Parse(genome), 3, 100));

    public static TheoryData<string, long?> Losses => new()
    {
        { "-y*log(p)", 0 },
        { "dynamical(10, 8)[-y*log(p)]", 11 },
        { "dynamical(10, 8, outputs)[square(y - z)]", 3 },
        { "dynamical(10, 8)[-y*log(p)]", null },
        { "(exp(2.4092 - p*(1 + y)) - cos(cos(sin(p))))/C", 0 },
        { "soft_ascent(0.3, 1)[-y*log(p)]", 0 },
        { "tilted(2)[-y*root(3, p)]", 0 },
    };

    [Theory, MemberData(nameof(Losses))]
    public void Products_with_the_Hessian_are_differences_of_gradients(string genome, long? step)
    {
        using var surface = Surface(genome);
        var weights = surface.Weights;
        var direction = Direction(surface.Dimension, 1);
        using var hessian = surface.Hessian(step);
        var product = hessian.Times(direction);

        var difference = Difference(w => Shifted(surface, w, s => s.Gradient(step)), weights, direction);

        var size = Math.Sqrt(product.Sum(x => x * x));
        Assert.True(size > 1e-6);
        Assert.All(product.Zip(difference), p => Assert.Equal(p.First, p.Second, 1e-5 * size));
    }

    [Theory, MemberData(nameof(Losses))]
    public void Gradients_are_differences_of_values(string genome, long? step)
    {
        using var surface = Surface(genome);
        var weights = surface.Weights;
        var direction = Direction(surface.Dimension, 2);

        var slope = surface.Gradient(step).Zip(direction, (g, d) => g * d).Sum();
        var difference = Difference(w => Shifted(surface, w, s => [s.Value(step)]), weights, direction)[0];

        Assert.Equal(slope, difference, 1e-6 * (1 + Math.Abs(slope)));
    }

    [Fact]
    public void Lanczos_finds_the_largest_eigenvalues_of_the_exact_Hessian()
    {
        using var surface = Surface("dynamical(10, 8)[-y*log(p)]");
        using var hessian = surface.Hessian(3);
        var n = surface.Dimension;
        var dense = Matrix<double>.Build.DenseOfColumns(Enumerable.Range(0, n).Select(i => hessian.Times(Basis(n, i))));
        Assert.True((dense - dense.Transpose()).FrobeniusNorm() < 1e-10 * dense.FrobeniusNorm());
        var exact = ((dense + dense.Transpose()) / 2).Evd(Symmetricity.Symmetric)
            .EigenValues.Select(v => v.Real).OrderDescending().Take(5).ToArray();

        var found = Lanczos.Largest(v => hessian.Times(v), n, 5, Philox.Stream(1, 0, 0, Purpose.Probing), 1e-8);

        Assert.All(exact.Zip(found.Values), p => Assert.Equal(p.First, p.Second, 1e-7 * exact[0]));
        Assert.All(found.Values.Zip(found.Vectors), p =>
            Assert.True(Math.Sqrt(hessian.Times(p.Second).Zip(p.Second, (h, v) => Math.Pow(h - p.First * v, 2)).Sum()) < 1e-6 * exact[0]));
    }

    [Fact]
    public void A_quadratic_has_the_curvature_of_its_inputs()
    {
        // A linear network under Σ_c (y − z)², one independent quadratic a class: H = 2/n · Σ (x, 1)(x, 1)ᵀ, three times.
        using var surface = Surface("raw[square(y - z)]", new MlpSpec([]));
        var points = new float[2 * Draw.Training.Count];
        Draw.Inputs.Gather(Draw.Training.Rows, points);
        var gram = Matrix<double>.Build.Dense(3, 3);
        for (var i = 0; i < points.Length; i += 2)
        {
            var x = Vector<double>.Build.Dense([points[i], points[i + 1], 1]);
            gram += x.OuterProduct(x) * (2.0 / Draw.Training.Count);
        }

        var exact = gram.Evd(Symmetricity.Symmetric)
            .EigenValues.Select(v => v.Real).OrderDescending().SelectMany(v => new[] { v, v, v }).ToArray();
        using var hessian = surface.Hessian(0);

        var found = Lanczos.Largest(v => hessian.Times(v), surface.Dimension, 9, Philox.Stream(1, 0, 0, Purpose.Probing));

        Assert.All(exact.Zip(found.Values), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    [Fact]
    public void Convolutions_pooling_and_batch_statistics_have_second_derivatives()
    {
        var pixels = Enumerable.Range(0, 8 * 16 * 16).Select(i => (float)Math.Sin(i * 0.37)).ToArray();
        var samples = new Samples([.. Enumerable.Range(0, 8)], [0, 1, 2, 3, 0, 1, 2, 3]);
        var draw = new DataDraw(new(1, 16, 16), 4, new FloatInputs(pixels, new(1, 16, 16)), samples, samples, samples);
        foreach (NetworkSpec network in new NetworkSpec[] { new LeNet5Spec(), new ResNet20Spec(), new MlpSpec([5], BatchNorm: true) })
        {
            using var surface = new LossSurface(network, draw, samples, Seed, LossPlan.Of(LossGenome.Parse("-y*log(p)"), 4, 10));
            var (u, v) = (Direction(surface.Dimension, 3), Direction(surface.Dimension, 4));
            using var hessian = surface.Hessian(0);
            var (left, right) = (Dot(u, hessian.Times(v)), Dot(v, hessian.Times(u)));
            Assert.NotEqual(0, left);
            Assert.Equal(left, right, 1e-9 * Math.Abs(left));
        }
    }

    [Fact]
    public void A_plane_has_the_weights_loss_in_its_middle_and_leaves_them_alone()
    {
        using var surface = Surface("-y*log(p)");
        var (weights, value) = (surface.Weights, surface.Value(0));
        var u = SurfacePlane.FilterNormalised(surface, Philox.Stream(1, 0, 0, Purpose.Probing));
        var v = SurfacePlane.FilterNormalised(surface, Philox.Stream(1, 1, 0, Purpose.Probing));

        var plane = SurfacePlane.Around(surface, 0, u, v, 0.5, 5);

        Assert.Equal([-0.5, -0.25, 0, 0.25, 0.5], plane.Places);
        Assert.Equal(value, plane.Values[2][2]);
        surface.Weights = [.. weights.Zip(u, (w, d) => w + 0.25 * d).Zip(v, (w, d) => w - 0.5 * d)];
        Assert.Equal(surface.Value(0), plane.Values[0][3], 12);
        surface.Weights = weights;
        Assert.Equal(value, surface.Value(0));
    }

    [Fact]
    public void Random_directions_are_as_long_as_the_filters_and_keep_biases()
    {
        using var surface = Surface("-y*log(p)");
        var (w, u) = (surface.Weights, SurfacePlane.FilterNormalised(surface, Philox.Stream(1, 0, 0, Purpose.Probing)));

        for (var row = 0; row < 6; row++)
            Assert.Equal(Length(w.AsSpan(2 * row, 2)), Length(u.AsSpan(2 * row, 2)), 12);
        Assert.All(u[12..18], x => Assert.Equal(0, x));
        for (var row = 0; row < 3; row++)
            Assert.Equal(Length(w.AsSpan(18 + 6 * row, 6)), Length(u.AsSpan(18 + 6 * row, 6)), 12);

        static double Length(ReadOnlySpan<double> x) => Math.Sqrt(Dot([.. x], [.. x]));
    }

    static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    static double[] Basis(int n, int i)
    {
        var e = new double[n];
        e[i] = 1;
        return e;
    }

    static double[] Direction(int n, uint number)
    {
        var random = Philox.Stream(5, number, 0, Purpose.Probing);
        return [.. Enumerable.Range(0, n).Select(_ => random.NextNormal())];
    }

    static double[] Difference(Func<double[], double[]> f, double[] at, double[] direction)
    {
        const double H = 1e-5;
        var (above, below) = (f([.. at.Zip(direction, (w, d) => w + H * d)]), f([.. at.Zip(direction, (w, d) => w - H * d)]));
        return [.. above.Zip(below, (a, b) => (a - b) / (2 * H))];
    }

    static double[] Shifted(LossSurface surface, double[] weights, Func<LossSurface, double[]> read)
    {
        surface.Weights = weights;
        return read(surface);
    }
}
