using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

public sealed class GeneratedDataTests
{
    static readonly PairedSeed Seed = PairedSeed.ForSearch(1, 0);

    [Fact]
    public void Every_processor_draws_the_same_clusters() =>
        Assert.Equal("c5ca9ed332b2983a", Print(DataDraw.From(new ClustersSpec(LabelNoise: 0.4), Seed)));

    [Fact]
    public void A_spiral_that_is_drawn_once_is_the_same_for_every_training_of_a_recipe()
    {
        var once = new SpiralSpec(Once: true);
        var print = Print(DataDraw.From(once, PairedSeed.ForSearch(1, 0)));

        Assert.Equal(print, Print(DataDraw.From(once, PairedSeed.ForSearch(1, 5))));
        Assert.Equal(print, Print(DataDraw.From(once, PairedSeed.ForStudy(1, 3, 0))));
        Assert.NotEqual(print, Print(DataDraw.From(once, PairedSeed.ForSearch(2, 0))));
        Assert.NotEqual(
            Print(DataDraw.From(new SpiralSpec(), PairedSeed.ForSearch(1, 0))),
            Print(DataDraw.From(new SpiralSpec(), PairedSeed.ForSearch(1, 5))));
    }

    [Fact]
    public void Every_processor_draws_the_same_spiral() => Assert.Equal("cd935f3062c62f63", Print(DataDraw.From(new SpiralSpec(), Seed)));

    [Fact]
    public void Clusters_have_as_many_validation_as_training_points_and_their_own_test_points()
    {
        var draw = DataDraw.From(new ClustersSpec(Classes: 5, Dimensions: 7, Points: 50, TestPoints: 80), Seed);
        Assert.Equal((50, 50, 80), (draw.Training.Count, draw.Validation.Count, draw.Test.Count));
        Assert.Equal(180, draw.Training.Rows.Concat(draw.Validation.Rows).Concat(draw.Test.Rows).Distinct().Count());
        Assert.Equal((5, 7), (draw.Classes, draw.Shape.Size));
    }

    [Fact]
    public void A_search_meets_the_points_of_a_proof_of_the_same_seed_without_the_test()
    {
        var spec = new ClustersSpec(LabelNoise: 0.3);
        var (full, search) = (DataDraw.From(spec, Seed), DataDraw.From(spec, Seed, CleanSplit.None));
        Assert.Equal((0, 2000), (search.Test.Count, search.Inputs.Count));
        Assert.Equal(full.Training.Labels.Concat(full.Validation.Labels), search.Training.Labels.Concat(search.Validation.Labels));
        Assert.Equal(Values(full)[..(2000 * 20)], Values(search));
    }

    [Fact]
    public void Clusters_lie_as_far_apart_as_their_separation_says()
    {
        // A coordinate's variance is (separation²/2 + 1)·4/dimensions.
        var values = Values(DataDraw.From(new ClustersSpec(Classes: 500, Dimensions: 50, Points: 5000, Separation: 3), Seed));
        var variance = values.Sum(v => (double)v * v) / values.Length;
        Assert.InRange(variance, 0.97 * (4.5 + 1) * 4 / 50, 1.03 * (4.5 + 1) * 4 / 50);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public void Label_noise_moves_its_share_of_training_and_validation_labels_and_no_test_label(double share)
    {
        var clean = DataDraw.From(new ClustersSpec(Points: 20000), Seed);
        var noisy = DataDraw.From(new ClustersSpec(Points: 20000, LabelNoise: share), Seed);
        Assert.Equal(clean.Test.Labels, noisy.Test.Labels);
        Assert.Equal(Values(clean), Values(noisy));
        Assert.InRange(Moved(clean.Training, noisy.Training), share - 0.01, share + 0.01);
        Assert.InRange(Moved(clean.Validation, noisy.Validation), share - 0.01, share + 0.01);

        static double Moved(Samples a, Samples b) => a.Labels.Zip(b.Labels).Count(p => p.First != p.Second) / (double)a.Count;
    }

    [Fact]
    public void Noisy_labels_go_to_every_other_class_alike()
    {
        var noisy = DataDraw.From(new ClustersSpec(Classes: 4, Points: 40000, LabelNoise: 0.6), Seed).Training.Labels;
        for (var k = 0; k < 4; k++)
            for (var to = 0; to < 4; to++)
                Assert.InRange(
                    noisy.Where((label, i) => i % 4 == k && label == to).Count() / 10000.0, to == k ? 0.38 : 0.18, to == k ? 0.42 : 0.22);
    }

    [Fact]
    public void Trainings_of_a_search_draw_different_data_and_a_proof_draws_its_own()
    {
        PairedSeed[] seeds =
        [
            Seed, PairedSeed.ForSearch(1, 1), PairedSeed.ForSearch(2, 0),
            PairedSeed.ForProof(1, 0, 0), PairedSeed.ForProof(1, 1, 0), PairedSeed.ForProof(1, 0, 1), PairedSeed.ForProof(2, 0, 0),
        ];
        Assert.Equal(seeds.Length, seeds.Select(s => Print(DataDraw.From(new ClustersSpec(), s))).Distinct().Count());
    }

    [Fact]
    public void No_classifier_gets_more_than_298_of_the_spirals_300_points()
    {
        var draw = DataDraw.From(new SpiralSpec(), Seed);
        var values = Values(draw);
        var best = draw.Training.Rows.Zip(draw.Training.Labels)
            .GroupBy(s => (values[2 * s.First], values[2 * s.First + 1]))
            .Sum(point => point.GroupBy(s => s.Second).Max(label => label.Count()));
        Assert.Equal((300, 298), (draw.Training.Count, best));
    }

    [Fact]
    public void The_spirals_validation_redraws_the_angle_and_keeps_the_radius()
    {
        var draw = DataDraw.From(new SpiralSpec(), Seed);
        var values = Values(draw);
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(Radius(draw.Training.Rows[i]), Radius(draw.Validation.Rows[i]), 1e-6);
            Assert.Equal(i % 100 / 99.0, Radius(draw.Training.Rows[i]), 1e-6);
        }

        Assert.NotEqual(values[2 * draw.Training.Rows[50]], values[2 * draw.Validation.Rows[50]]);

        double Radius(int row) => Math.Sqrt((double)values[2 * row] * values[2 * row] + (double)values[2 * row + 1] * values[2 * row + 1]);
    }

    static float[] Values(DataDraw draw)
    {
        var values = new float[draw.Inputs.Count * draw.Shape.Size];
        draw.Inputs.Gather([.. Enumerable.Range(0, draw.Inputs.Count)], values);
        return values;
    }

    static string Print(DataDraw draw)
    {
        int[] labels = [.. draw.Training.Labels, .. draw.Validation.Labels, .. draw.Test.Labels];
        byte[] bytes = [.. MemoryMarshal.AsBytes(Values(draw).AsSpan()), .. MemoryMarshal.AsBytes(labels.AsSpan())];
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
    }
}
