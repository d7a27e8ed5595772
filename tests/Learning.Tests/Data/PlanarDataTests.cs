using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

public sealed class PlanarDataTests
{
    static readonly PairedSeed Seed = PairedSeed.ForProof(1, 3, 0);

    public static TheoryData<PlanarSpec> All => [new GaussiansSpec(), new SinusoidSpec(), new TwoSpiralsSpec()];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_set_has_a_hundred_points_to_train_on_as_many_to_validate_and_twenty_thousand_to_test(PlanarSpec spec)
    {
        var draw = DataDraw.From(spec, Seed);
        Assert.Equal(
            (100, 100, 20_000, 2, 2), (draw.Training.Count, draw.Validation.Count, draw.Test.Count, draw.Classes, draw.Shape.Size));
        Assert.InRange(draw.Test.Labels.Count(l => l == 1), 9_800, 10_200);
        Assert.Equal(Enumerable.Range(0, 20_200), draw.Training.Rows.Concat(draw.Validation.Rows).Concat(draw.Test.Rows));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_search_sees_the_points_of_a_proof_without_the_test(PlanarSpec spec)
    {
        var (full, search) = (DataDraw.From(spec, Seed), DataDraw.From(spec, Seed, CleanSplit.None));
        Assert.Equal(0, search.Test.Count);
        Assert.Equal(Points(full, full.Training), Points(search, search.Training));
        Assert.Equal(full.Validation.Labels, search.Validation.Labels);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Label_noise_spares_the_test_and_moves_no_point(PlanarSpec spec)
    {
        var (clean, noisy) =
            (DataDraw.From(spec with { Points = 4000 }, Seed), DataDraw.From(spec with { Points = 4000, LabelNoise = 0.05 }, Seed));
        Assert.Equal(Points(clean, clean.Training), Points(noisy, noisy.Training));
        Assert.Equal(clean.Test.Labels, noisy.Test.Labels);
        Assert.InRange(clean.Training.Labels.Zip(noisy.Training.Labels).Count(p => p.First != p.Second), 150, 250);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_training_draws_points_of_its_own(PlanarSpec spec)
    {
        var (one, other) = (DataDraw.From(spec, PairedSeed.ForSearch(1, 0)), DataDraw.From(spec, PairedSeed.ForSearch(1, 1)));
        Assert.NotEqual(Points(one, one.Training), Points(other, other.Training));
    }

    [Fact]
    public void The_gaussians_have_the_published_means_and_covariance()
    {
        var draw = DataDraw.From(new GaussiansSpec(), Seed);
        foreach (var label in (int[])[0, 1])
        {
            var points = Points(draw, draw.Test).Where((_, i) => draw.Test.Labels[i] == label).ToList();
            var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
            Assert.Equal(label, x, 0.02);
            Assert.Equal(label, y, 0.02);
            Assert.Equal(0.1, points.Average(p => (p.X - x) * (p.X - x)), 0.005);
            Assert.Equal(0.1, points.Average(p => (p.Y - y) * (p.Y - y)), 0.005);
            Assert.Equal(0, points.Average(p => (p.X - x) * (p.Y - y)), 0.005);
        }
    }

    [Fact]
    public void The_sinusoid_divides_normal_points_by_its_wave()
    {
        var draw = DataDraw.From(new SinusoidSpec(), Seed);
        var points = Points(draw, draw.Test);
        Assert.Equal(1, points.Average(p => p.X * p.X), 0.03);
        Assert.Equal(0, points.Average(p => p.Y), 0.03);
        Assert.Equal(draw.Test.Labels, points.Select(p => p.X + p.Y + Math.Sin(p.Y - p.X) > 0 ? 1 : 0));
    }

    [Fact]
    public void The_points_of_both_spirals_lie_about_their_arms()
    {
        var draw = DataDraw.From(new TwoSpiralsSpec(), Seed);
        var points = Points(draw, draw.Test);
        foreach (var label in (int[])[0, 1])
        {
            var arm = points.Where((_, i) => draw.Test.Labels[i] == label).ToList();
            Assert.Equal(10_000, arm.Count);
            var (sum, squares) = (0.0, 0.0);
            for (var i = 0; i < arm.Count; i++)
            {
                var r = 4 * Math.PI * i / (arm.Count - 1);
                var radius = label == 1 ? r : r + Math.PI;
                var (dx, dy) = (arm[i].X - radius * Math.Cos(r), arm[i].Y - radius * Math.Sin(r));
                (sum, squares) = (sum + dx + dy, squares + dx * dx + dy * dy);
            }

            Assert.Equal(0, sum / (2 * arm.Count), 0.03);
            Assert.Equal(1, squares / (2 * arm.Count), 0.03);
        }
    }

    [Theory]
    [InlineData(3, 100, "points")]
    [InlineData(100, 3, "test-points")]
    public void Too_few_points_for_two_arms_are_refused(int points, int testPoints, string key) =>
        Assert.Equal(key, Assert.Single(new TwoSpiralsSpec(points, TestPoints: testPoints).Problems()).Key);

    static (double X, double Y)[] Points(DataDraw draw, Samples samples)
    {
        var values = new float[samples.Count * 2];
        draw.Inputs.Gather(samples.Rows, values);
        return [.. Enumerable.Range(0, samples.Count).Select(i => ((double)values[2 * i], (double)values[2 * i + 1]))];
    }
}
