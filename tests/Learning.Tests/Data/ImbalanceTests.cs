using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

public sealed class ImbalanceTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    IdxSpec Images => folder.Images(4, [4000, 2], i => (byte)(i * 7));

    [Fact]
    public void Classes_fall_off_geometrically_in_training_and_validation_and_not_in_the_test()
    {
        var draw = DataDraw.From(Images with { Imbalance = 8 }, PairedSeed.ForSearch(1, 0));
        int[] Counts(Samples samples) => [.. Enumerable.Range(0, 4).Select(k => samples.Labels.Count(l => l == k))];
        Assert.Equal([600, 300, 150, 75], Counts(draw.Training));
        Assert.Equal([200, 100, 50, 25], Counts(draw.Validation));
        Assert.Equal([200, 200, 200, 200], Counts(draw.Test));
        Assert.Empty(draw.Test.Rows.Intersect(draw.Training.Rows.Concat(draw.Validation.Rows)));
    }

    [Fact]
    public void Searches_and_proofs_keep_the_same_samples_of_a_rare_class()
    {
        var spec = Images with { Imbalance = 8 };
        int[] Kept(PairedSeed seed)
        {
            var draw = DataDraw.From(spec, seed);
            return [.. draw.Training.Rows.Concat(draw.Validation.Rows).Order()];
        }

        Assert.Equal(Kept(PairedSeed.ForSearch(1, 0)), Kept(PairedSeed.ForProof(1, 4, 0)));
        Assert.NotEqual(Kept(PairedSeed.ForSearch(1, 0)), Kept(PairedSeed.ForSearch(2, 0)));
    }

    [Fact]
    public void The_rarest_class_is_trained_on_even_where_its_share_rounds_to_nothing()
    {
        var draw = DataDraw.From(Images with { Imbalance = 1e9 }, PairedSeed.ForSearch(1, 0));
        Assert.Contains(3, draw.Training.Labels);
        Assert.Equal(1, draw.Training.Labels.Concat(draw.Validation.Labels).Count(l => l == 3));
    }

    [Fact]
    public void An_imbalance_that_empties_a_split_is_named()
    {
        var labels = folder.Write("few", Folder.Idx([102], i => (byte)(i < 2 ? 0 : 1)));
        var spec = new IdxSpec(
            folder.Write("pixels", Folder.Idx([102, 2], i => (byte)i)), labels, Classes: 2, Validation: 0.2, HeldBack: 0.5)
        {
            Imbalance = 1e9,
        };
        Draws.Refused(spec, "dataset.imbalance is 1000000000 and leaves no sample for validation; lower it");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void A_ratio_below_one_is_refused(double ratio) =>
        Assert.Equal("imbalance", Assert.Single((Images with { Imbalance = ratio }).Problems()).Key);

    [Fact]
    public void Noisy_labels_of_files_are_drawn_anew_for_every_proof()
    {
        var spec = Images with { LabelNoise = 0.3 };
        int[] Moved(PairedSeed seed)
        {
            var draw = DataDraw.From(spec, seed);
            var all = draw.Training.Rows.Concat(draw.Validation.Rows).Zip(draw.Training.Labels.Concat(draw.Validation.Labels));
            return [.. all.Where(s => s.First % 4 != s.Second).Select(s => s.First).Order()];
        }

        var (one, other) = (Moved(PairedSeed.ForProof(1, 0, 0)), Moved(PairedSeed.ForProof(1, 1, 0)));
        Assert.NotEqual(one, other);
        // Two independent draws share about 0.3 of their noisy samples.
        Assert.InRange(one.Intersect(other).Count() / (double)one.Length, 0.24, 0.36);
    }
}
