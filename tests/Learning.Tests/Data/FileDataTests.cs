using LossActors.Learning.Data;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

public sealed class FileDataTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    IdxSpec Idx(int images = 40, bool zipped = false, bool test = false, double noise = 0)
    {
        Func<string, byte[], string> write = zipped ? (n, b) => folder.WriteZipped(n, b) : (n, b) => folder.Write(n, b);
        return new(
            write("images", Folder.Idx([images, 4, 3], i => (byte)(i * 7))), write("labels", Folder.Idx([images], i => (byte)(i % 4))),
            test ? write("test-images", Folder.Idx([8, 4, 3], i => (byte)(255 - i))) : null,
            test ? write("test-labels", Folder.Idx([8], i => (byte)(i % 4))) : null, Classes: 4, Validation: 0.25, LabelNoise: noise);
    }

    [Fact]
    public void Zipped_and_plain_files_hold_the_same_images()
    {
        var plain = DataDraw.From(Idx(), PairedSeed.ForSearch(1, 0));
        var zipped = DataDraw.From(Idx(zipped: true), PairedSeed.ForSearch(1, 0));
        Assert.Equal(new InputShape(1, 4, 3), plain.Shape);
        Assert.Equal(Gather(plain, plain.Training.Rows), Gather(zipped, zipped.Training.Rows));
    }

    [Fact]
    public void Splits_are_disjoint_stratified_and_whole()
    {
        var draw = DataDraw.From(Idx(), PairedSeed.ForSearch(1, 0));
        Assert.Equal(40, draw.Training.Rows.Concat(draw.Validation.Rows).Concat(draw.Test.Rows).Distinct().Count());
        Assert.All(Enumerable.Range(0, 4), k => Assert.Equal(
            [6, 2, 2], new[] { draw.Training, draw.Validation, draw.Test }.Select(split => split.Labels.Count(l => l == k))));
    }

    [Fact]
    public void A_search_keeps_one_split_and_a_proof_divides_anew_without_touching_the_held_back_images()
    {
        var first = DataDraw.From(Idx(), PairedSeed.ForSearch(1, 0));
        var second = DataDraw.From(Idx(), PairedSeed.ForSearch(1, 1));
        var proof = DataDraw.From(Idx(), PairedSeed.ForProof(1, 5, 0));
        Assert.Equal(first.Validation.Rows, second.Validation.Rows);
        Assert.NotEqual(first.Validation.Rows, proof.Validation.Rows);
        Assert.Equal(first.Test.Rows, proof.Test.Rows);
        Assert.Empty(proof.Test.Rows.Intersect(proof.Training.Rows.Concat(proof.Validation.Rows)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Samples_kept_for_proofs_are_seen_by_proofs_alone_and_stay_clean(bool testFiles)
    {
        var spec = Idx(80, test: testFiles, noise: 0.9) with { Proof = 0.2 };
        var (search, study) = (DataDraw.From(spec, PairedSeed.ForSearch(1, 0)), DataDraw.From(spec, PairedSeed.ForStudy(1, 4, 0)));
        var proofs = Enumerable.Range(0, 5)
            .Select(d => DataDraw.From(spec, PairedSeed.ForProof(1, (ulong)d, 0), CleanSplit.HeldBack)).ToList();
        var kept = proofs[0].Test;

        Assert.Equal(search.Test.Rows, study.Test.Rows);
        Assert.All(Enumerable.Range(0, 4), k => Assert.Equal(4, kept.Labels.Count(l => l == k)));
        Assert.All(kept.Rows.Zip(kept.Labels), s => Assert.Equal(s.First % 4, s.Second));
        Assert.All(proofs, p => Assert.Equal(kept.Rows, p.Test.Rows));
        Assert.All(
            (DataDraw[])[search, study, .. proofs], d => Assert.Empty(kept.Rows.Intersect(d.Training.Rows.Concat(d.Validation.Rows))));
        Assert.Empty(kept.Rows.Intersect(search.Test.Rows));
        Assert.Equal(
            testFiles ? 88 : 80,
            kept.Rows.Concat(search.Training.Rows).Concat(search.Validation.Rows).Concat(search.Test.Rows).Distinct().Count());
        Assert.NotEqual(proofs[0].Validation.Rows, proofs[1].Validation.Rows);
    }

    [Fact]
    public void Without_samples_kept_for_them_proofs_are_scored_on_the_test_split() =>
        Assert.Equal(
            DataDraw.From(Idx(), PairedSeed.ForProof(1, 5, 0)).Test.Rows,
            DataDraw.From(Idx(), PairedSeed.ForProof(1, 5, 0), CleanSplit.HeldBack).Test.Rows);

    [Theory]
    [InlineData(0.25, 0.2, 0.55, "proof", "and held-back and validation together take 1")]
    [InlineData(0.25, 0.8, null, "held-back", "and validation together take 1.05")]
    [InlineData(0.9, 0.2, null, "validation", "and held-back together take 1.1")]
    [InlineData(0.25, 0.2, 1.0, "proof", "is 1; it is a share of the training files, in (0, 1)")]
    public void Shares_that_leave_nothing_to_train_on_are_refused(
        double validation, double heldBack, double? proof, string key, string problem) =>
        Assert.Contains(
            (Idx() with { Validation = validation, HeldBack = heldBack, Proof = proof }).Problems(),
            p => p.Key == key && p.Problem.StartsWith(problem, StringComparison.Ordinal));

    /// <summary>Which of two keys somebody wrote is seen by which one is there.</summary>
    [Fact]
    public void Of_two_keys_that_go_together_the_one_that_is_there_is_named()
    {
        Named(new ImagesSpec("x", Height: 4), "height", "is there without width");
        Named(new ImagesSpec("x", Width: 4), "width", "is there without height");
        Named(Idx() with { TestImages = "x" }, "test-images", "is there without test-labels");
        Named(Idx() with { TestLabels = "x" }, "test-labels", "is there without test-images");
        Named(new NumpySpec("x", "y", TestInputs: "z"), "test-inputs", "is there without test-labels");
        Named(new NumpySpec("x", "y", TestLabels: "z"), "test-labels", "is there without test-inputs");

        static void Named(DatasetSpec spec, string key, string problem)
        {
            var found = Assert.Single(spec.Problems());
            Assert.Equal(key, found.Key);
            Assert.StartsWith(problem, found.Problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, null, 0.2, "the largest class has 2 samples to divide")]
    [InlineData(3, 0.1, 0.2, "dataset.validation is 0.1, less than one of the largest class's 3 samples; raise it above 0.167")]
    [InlineData(3, 0.6, 0.39, "dataset.validation is 0.6 and leaves none of the largest class's 3 samples to train on; lower it")]
    public void Of_tiny_classes_it_is_told_what_is_missing(int samples, double? validation, double heldBack, string told)
    {
        var images = folder.Write("tiny", Folder.Idx([4 * samples, 2, 2], i => (byte)i));
        var labels = folder.Write("tiny-labels", Folder.Idx([4 * samples], i => (byte)(i % 4)));
        Draws.Refused(
            new IdxSpec(images, labels, Classes: 4, Validation: validation ?? 0.2, HeldBack: heldBack), told);
    }

    [Fact]
    public void A_test_file_is_the_test_split_whatever_the_seed_and_its_labels_are_never_noisy()
    {
        var draw = DataDraw.From(Idx(test: true, noise: 0.9), PairedSeed.ForProof(1, 5, 3));
        Assert.Equal([40, 41, 42, 43, 44, 45, 46, 47], draw.Test.Rows);
        Assert.Equal([0, 1, 2, 3, 0, 1, 2, 3], draw.Test.Labels);
        Assert.True(draw.Training.Rows.Zip(draw.Training.Labels).Count(s => s.First % 4 != s.Second) > draw.Training.Count / 2);
    }

    [Fact]
    public void Standard_normalisation_is_by_the_training_images_alone()
    {
        var draw = DataDraw.From(Idx(test: true), PairedSeed.ForSearch(1, 0));
        var values = Gather(draw, draw.Training.Rows);
        var mean = values.Average(v => (double)v);
        Assert.Equal(0, mean, 1e-5);
        Assert.Equal(1, values.Average(v => (v - mean) * (v - mean)), 1e-4);
        Assert.NotEqual(0, Gather(draw, draw.Test.Rows).Average(v => (double)v), 1e-2);
    }

    [Fact]
    public void Unit_normalisation_divides_by_255()
    {
        var draw = DataDraw.From(Idx() with { Normalisation = Normalisation.Unit }, PairedSeed.ForSearch(1, 0));
        Assert.Equal(
            draw.Training.Rows.Select(r => (byte)(r * 12 * 7) / 255f), draw.Training.Rows.Select(r => Sample(draw, r)[0]),
            (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Cifar_batches_that_are_there_are_read_in_order()
    {
        folder.Write("data_batch_1.bin", Folder.Cifar(20));
        folder.Write("data_batch_3.bin", Folder.Cifar(30, 5));
        folder.Write("test_batch.bin", Folder.Cifar(10, 9));
        var draw = DataDraw.From(new CifarSpec(folder.Path, Normalisation: Normalisation.Unit), PairedSeed.ForSearch(1, 0));
        Assert.Equal((40, 10, 10), (draw.Training.Count, draw.Validation.Count, draw.Test.Count));
        Assert.Equal(new InputShape(3, 32, 32), draw.Shape);
        Assert.Equal(Enumerable.Range(50, 10), draw.Test.Rows);
        var (record, sample) = (Folder.Cifar(30, 5)[(3073 + 1)..], Sample(draw, 21));
        // Row 2, column 3 of the red, green and blue planes lie side by side.
        for (var c = 0; c < 3; c++) Assert.Equal(record[c * 1024 + 2 * 32 + 3] / 255f, sample[(2 * 32 + 3) * 3 + c], 1e-6);
    }

    [Fact]
    public void Cifar100_has_fine_and_coarse_labels()
    {
        static byte[] Records(int n) =>
            [.. Enumerable.Range(0, n).SelectMany(i => (byte[])[(byte)(i % 20), (byte)(i % 100), .. new byte[3072]])];

        folder.Write("train.bin", Records(200));
        folder.Write("test.bin", Records(100));
        var fine = DataDraw.From(new CifarSpec(folder.Path, CifarLabels.Cifar100, Validation: 0.5), PairedSeed.ForSearch(1, 0));
        var coarse = DataDraw.From(new CifarSpec(folder.Path, CifarLabels.Cifar100Coarse, Validation: 0.5), PairedSeed.ForSearch(1, 0));
        Assert.Equal((100, 99), (fine.Classes, fine.Test.Labels.Max()));
        Assert.Equal((20, 19), (coarse.Classes, coarse.Test.Labels.Max()));
    }

    [Fact]
    public void Idx_images_may_have_channels()
    {
        var images = folder.Write("colour", Folder.Idx([40, 2, 4, 3], i => (byte)(i * 7)));
        var spec = Idx() with { Images = images, Normalisation = Normalisation.Unit };
        var draw = DataDraw.From(spec, PairedSeed.ForSearch(1, 0));
        Assert.Equal(new InputShape(2, 4, 3), draw.Shape);
        var sample = Sample(draw, 9);
        for (var c = 0; c < 2; c++) Assert.Equal((byte)((9 * 24 + c * 12 + 5) * 7) / 255f, sample[5 * 2 + c], 1e-6);
    }

    [Fact]
    public void Content_changes_with_one_flipped_bit_and_not_with_the_folder()
    {
        var spec = Idx(test: true);
        var before = DataSource.ContentHash(spec);
        using var elsewhere = new Folder();
        Assert.Equal(before, DataSource.ContentHash(spec with { Images = elsewhere.Write("other-name", File.ReadAllBytes(spec.Images)) }));

        var bytes = File.ReadAllBytes(spec.TestLabels!);
        bytes[^1] ^= 1;
        File.WriteAllBytes(spec.TestLabels!, bytes);
        File.SetLastWriteTimeUtc(spec.TestLabels!, DateTime.UtcNow.AddSeconds(5));
        Assert.NotEqual(before, DataSource.ContentHash(spec));
    }

    [Fact]
    public void Images_and_labels_that_change_places_are_other_data()
    {
        var spec = Idx(test: true);
        Assert.NotEqual(
            DataSource.ContentHash(spec), DataSource.ContentHash(spec with { Labels = spec.TestLabels!, TestLabels = spec.Labels }));
    }
}
