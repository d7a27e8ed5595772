using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

public sealed class CorruptionTests : IDisposable
{
    static readonly PairedSeed Seed = PairedSeed.ForProof(1, 3, 0);

    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Smooth grey images, half of them in a test file.</summary>
    IdxSpec Images(int count = 3000, int side = 8) => new(
        folder.Write("images", Folder.Idx([count, side, side], i => (byte)(100 + i % side * 6 + i / side % side * 3))),
        folder.Write("labels", Folder.Idx([count], i => (byte)(i % 4))),
        folder.Write("test-images", Folder.Idx([count, side, side], i => (byte)(100 + i % side * 6 + i / side % side * 3))),
        folder.Write("test-labels", Folder.Idx([count], i => (byte)(i % 4))), Classes: 4, Normalisation: Normalisation.Unit);

    [Theory]
    [InlineData(SeverityDistribution.Poisson, .3679, .3679, .1839, .0613, .0153, .0037)]
    [InlineData(SeverityDistribution.ReversedPoisson, .0037, .0153, .0613, .1839, .3679, .3679)]
    [InlineData(SeverityDistribution.Uniform, .1667, .1667, .1667, .1667, .1667, .1667)]
    public void Severities_are_distributed_as_published_in_every_split(SeverityDistribution distribution, params double[] shares)
    {
        var draw = DataDraw.From(Images() with { Corruption = new(Severities: distribution) }, Seed);
        foreach (var split in (Samples[])[draw.Training, draw.Validation, draw.Test])
            for (var s = 0; s < 6; s++)
            {
                var expected = shares[s] * split.Count;
                var deviation = Math.Sqrt(expected * (1 - shares[s]));
                Assert.InRange(split.Groups!.Count(g => g == s), expected - 4 * deviation, expected + 4 * deviation);
            }
    }

    [Theory]
    [InlineData(CorruptionTable.Cifar, 0.0, .04, .06, .08, .09, .10)]
    [InlineData(CorruptionTable.ImageNet, 0.0, .04, .08, .12, .15, .18)]
    public void Noise_is_as_strong_as_the_table_says(CorruptionTable table, params double[] deviations)
    {
        var spec = Images();
        var clean = DataDraw.From(spec, Seed);
        var noisy = DataDraw.From(spec with { Corruption = new(Severities: SeverityDistribution.Uniform, Table: table) }, Seed);
        for (var s = 0; s < 6; s++)
        {
            int[] rows = [.. noisy.Test.Rows.Where((_, i) => noisy.Test.Groups![i] == s)];
            var differences = Draws.Gather(noisy, rows).Zip(Draws.Gather(clean, rows)).Select(p => (double)p.First - p.Second).ToList();
            Assert.Equal(deviations[s], Math.Sqrt(differences.Average(d => d * d)), deviations[s] * 0.02 + 1e-9);
            Assert.Equal(0, differences.Average(), 5e-3);
        }
    }

    [Theory]
    [InlineData(CorruptionTable.Cifar)]
    [InlineData(CorruptionTable.ImageNet)]
    public void Jpeg_files_of_lower_quality_lose_more(CorruptionTable table)
    {
        var spec = Images(400) with
        {
            Images = folder.Write("rough", Folder.Idx([400, 16, 16], i => (byte)(i * 2654435761 >> 7))), TestImages = null,
            TestLabels = null,
            HeldBack = 0.5,
        };
        var (clean, lossy) = (DataDraw.From(spec, Seed),
            DataDraw.From(spec with { Corruption = new(CorruptionKind.Jpeg, SeverityDistribution.Uniform, table) }, Seed));
        var lost = Enumerable.Range(0, 6).Select(s =>
        {
            int[] rows = [.. lossy.Test.Rows.Where((_, i) => lossy.Test.Groups![i] == s)];
            return Draws.Gather(lossy, rows).Zip(Draws.Gather(clean, rows)).Average(p => Math.Abs((double)p.First - p.Second));
        }).ToList();
        Assert.Equal(0, lost[0]);
        Assert.All(
            Enumerable.Range(1, 5), s => Assert.True(lost[s] > lost[s - 1], $"severity {s} loses {lost[s]}, the one before {lost[s - 1]}"));
    }

    [Fact]
    public void A_smooth_colour_image_survives_a_jpeg_file_nearly()
    {
        var shape = new InputShape(3, 32, 32);
        byte[] image = [.. Enumerable.Range(0, shape.Size).Select(i => (byte)(i % 3 * 40 + 60 + i / 3 % 32 + i / 96))];
        var read = (byte[])image.Clone();
        JpegLoss.Apply(read, shape, 80);
        Assert.NotEqual(image, read);
        Assert.All(image.Zip(read), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, 6));
    }

    [Fact]
    public void Jpeg_losses_are_the_same_bits_on_every_machine()
    {
        var image = Folder.Cifar(1)[1..];
        JpegLoss.Apply(image, new(3, 32, 32), 50);
        Assert.Equal("8763a04922633755", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(image))[..16]);
    }

    [Fact]
    public void A_drift_damages_the_test_alone()
    {
        var spec = Images();
        var (clean, drifted) = (DataDraw.From(spec, Seed), DataDraw.From(spec with { Corruption = new(On: CorruptedPart.Test) }, Seed));
        int[] seen = [.. drifted.Training.Rows, .. drifted.Validation.Rows];
        Assert.Equal(Draws.Gather(clean, seen), Draws.Gather(drifted, seen));
        Assert.All(drifted.Training.Groups!.Concat(drifted.Validation.Groups!), g => Assert.Equal(0, g));
        Assert.NotEqual(Draws.Gather(clean, drifted.Test.Rows), Draws.Gather(drifted, drifted.Test.Rows));
    }

    [Fact]
    public void An_image_keeps_its_severity_and_noise_in_searches_and_proofs_of_a_recipe()
    {
        var spec = Images(200) with { Corruption = new() };
        var (search, proof) = (DataDraw.From(spec, PairedSeed.ForSearch(1, 0)), DataDraw.From(spec, PairedSeed.ForProof(1, 9, 2)));
        Assert.NotEqual(search.Training.Rows, proof.Training.Rows);
        Assert.Equal(search.Test.Groups, proof.Test.Groups);
        Assert.Equal(Draws.Gather(search, search.Training.Rows), Draws.Gather(proof, search.Training.Rows));
        Assert.NotEqual(search.Test.Groups, DataDraw.From(spec, PairedSeed.ForSearch(2, 0)).Test.Groups);
    }

    [Fact]
    public void Data_without_corruption_have_no_groups()
    {
        var draw = DataDraw.From(Images(40), Seed);
        Assert.Null(draw.Test.Groups);
    }

    [Fact]
    public void Only_images_can_be_corrupted()
    {
        var spec = Images(40) with { Images = folder.Write("v", Folder.Idx([40, 5], i => (byte)i)), TestImages = null, TestLabels = null };
        Draws.Refused(spec with { Corruption = new() }, "dataset.corruption");
        var colours =
            spec with { Images = folder.Write("c", Folder.Idx([40, 2, 8, 8], i => (byte)i)), Corruption = new(CorruptionKind.Jpeg) };
        Assert.Contains("2", Assert.Throws<DataSetException>(() => DataDraw.From(colours, Seed)).Message, StringComparison.Ordinal);
    }
}
