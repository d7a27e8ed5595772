using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

public sealed class AugmentationTests
{
    static readonly InputShape Shape = new(2, 3, 4);

    /// <summary>Pixel (y, x) of channel c is 100c + 10y + x + 1.</summary>
    static byte[] Image => [.. Enumerable.Range(0, 24).Select(i => (byte)(100 * (i % 2) + 10 * (i / 8) + i / 2 % 4 + 1))];

    [Theory]
    [InlineData(false, 0, 0, "1 2 3 4 11 12 13 14 21 22 23 24")]
    [InlineData(true, 0, 0, "4 3 2 1 14 13 12 11 24 23 22 21")]
    [InlineData(false, 1, -1, "0 11 12 13 0 21 22 23 0 0 0 0")]
    [InlineData(true, -2, 1, "0 0 0 0 0 0 0 0 0 4 3 2")]
    [InlineData(true, 0, -3, "1 0 0 0 11 0 0 0 21 0 0 0")]
    public void A_view_mirrors_moves_and_fills_with_black(bool mirrored, int down, int right, string expected)
    {
        var view = new View(mirrored, down, right);
        var shown = new byte[24];
        Array.Fill<byte>(shown, 9);
        view.Show<byte>(Image, Shape, shown);
        var pixels = expected.Split(' ').Select(int.Parse).ToList();
        Assert.Equal(pixels, Enumerable.Range(0, 12).Select(i => (int)shown[2 * i]));
        Assert.Equal(pixels.Select(p => p == 0 ? 0 : p + 100), Enumerable.Range(0, 12).Select(i => (int)shown[2 * i + 1]));
        Assert.Equal(pixels, Enumerable.Range(0, 12).Select(i => view.Source(i / 4, i % 4, Shape) is var at and >= 0 ? Image[2 * at] : 0));
    }

    [Fact]
    public void Views_are_a_function_of_the_seed_and_the_batch()
    {
        var (one, same, other) = (Of(0), Of(0), Of(1));
        View[] first = [.. one.Next(50)];
        Assert.Equal(first, same.Next(50));
        Assert.NotEqual(first, other.Next(50).ToArray());
        Assert.NotEqual(first, one.Next(50).ToArray());

        static Views Of(uint repeat) => new(new(Flip: true, Crop: 4), PairedSeed.ForSearch(1, repeat));
    }

    [Fact]
    public void Half_of_the_views_are_mirrored_and_every_place_is_as_likely()
    {
        var views = new Views(new(Flip: true, Crop: 1), PairedSeed.ForSearch(1, 0)).Next(18_000).ToArray();
        Assert.InRange(views.Count(v => v.Mirrored), 8_700, 9_300);
        for (var down = -1; down <= 1; down++)
            for (var right = -1; right <= 1; right++) Assert.InRange(views.Count(v => v.Down == down && v.Right == right), 1_800, 2_200);
        Assert.All(
            new Views(new(Flip: true), PairedSeed.ForSearch(1, 0)).Next(100).ToArray(), v => Assert.Equal((0, 0), (v.Down, v.Right)));
        Assert.DoesNotContain(new Views(new(Crop: 2), PairedSeed.ForSearch(1, 0)).Next(100).ToArray(), v => v.Mirrored);
    }

    [Fact]
    public void Only_images_are_augmented_and_never_out_of_sight()
    {
        using var folder = new Folder();
        var spec = folder.Images(2, [40, 4, 4], i => (byte)i);
        var draw = DataDraw.From(spec with { Augmentation = new(true, 3) }, PairedSeed.ForSearch(1, 0));
        Assert.Equal(new Augmentation(true, 3), draw.Augmentation);
        Draws.Refused(spec with { Augmentation = new(Crop: 4) }, "crop is 4");
        Draws.Refused(
            spec with { Images = folder.Write("v", Folder.Idx([40, 4], i => (byte)i)), Augmentation = new(true) }, "dataset.augmentation");
    }
}
