using LossActors.Learning.Data;
using SkiaSharp;
using static LossActors.Learning.Tests.Data.Draws;

namespace LossActors.Learning.Tests.Data;

public sealed class ImageFolderTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    static byte[] Pixels(int seed, int height = 6, int width = 5) =>
        [.. Enumerable.Range(0, height * width * 3).Select(i => (byte)(i * 7 + seed * 31))];

    static byte[] Png(byte[] pixels, int height = 6, int width = 5) => Data.Png.Write(pixels, height, width);

    static byte[] Jpeg(int height = 16, int width = 16)
    {
        using var image = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var i = 0; i < height * width; i++)
            image.SetPixel(i % width, i / width, new((byte)(3 * i / 4), (byte)((3 * i + 1) / 4), (byte)((3 * i + 2) / 4)));
        using var file = image.Encode(SKEncodedImageFormat.Jpeg, 95);
        return file.ToArray();
    }

    string Put(string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
        return folder.Write(name, bytes);
    }

    /// <summary>Twenty images of 6×5 in two classes.</summary>
    ImagesSpec Zoo(string root = "zoo")
    {
        for (var i = 0; i < 20; i++) Put($"{root}/{(i % 2 == 0 ? "cat" : "Dog")}/{i:00}.png", Png(Pixels(i)));
        return new(folder[root], Normalisation: Normalisation.Unit);
    }

    [Fact]
    public void Each_folder_is_a_class_and_each_png_its_pixels()
    {
        var spec = (ImagesSpec)Zoo().Pinned();
        var draw = DataDraw.From(spec, Seed);
        Assert.Equal((2, new InputShape(3, 6, 5)), (spec.ClassCount, draw.Shape));
        Assert.Equal((12, 4, 4), (draw.Training.Count, draw.Validation.Count, draw.Test.Count));
        // "Dog" comes before "cat" by its characters' codes: rows 0 … 9 are the odd images.
        Assert.All(draw.Training.Rows.Zip(draw.Training.Labels), s => Assert.Equal(s.First / 10, s.Second));
        Assert.Equal(Pixels(3).Select(p => p / 255f), Sample(draw, 1), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(Pixels(4).Select(p => p / 255f), Sample(draw, 12), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_folder_of_its_own_is_the_test_and_other_files_do_not_count()
    {
        var spec = Zoo();
        Put("zoo/cat/notes.txt", [1]);
        Put("zoo/cat/.hidden.png", [1]);
        Put("zoo/.cache/x.png", [1]);
        Put("test/cat/a.PNG", Png(Pixels(50)));
        Put("test/Dog/a.png", Png(Pixels(51)));
        var draw = DataDraw.From(spec with { TestPath = folder["test"] }, Seed);
        Assert.Equal((2, 16), (draw.Test.Count, draw.Training.Count));
        Assert.Equal([0, 1], draw.Test.Labels);
        Assert.Equal(Pixels(51).Select(p => p / 255f), Sample(draw, 20), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void Jpeg_files_are_read_and_grey_is_one_channel()
    {
        for (var i = 0; i < 10; i++) Put($"z/{(i % 2 == 0 ? "a" : "b")}/{i}.{(i % 3 == 0 ? "jpeg" : "jpg")}", Jpeg());
        var colour = DataDraw.From(new ImagesSpec(folder["z"], Normalisation: Normalisation.Unit), Seed);
        var grey = DataDraw.From(new ImagesSpec(folder["z"], Grey: true), Seed);
        Assert.Equal((new InputShape(3, 16, 16), new InputShape(1, 16, 16)), (colour.Shape, grey.Shape));
        Assert.All(Sample(colour, 0).Select((v, i) => v * 255 - i / 4), d => Assert.InRange(d, -6, 6));
    }

    public static TheoryData<string> PngKinds => ["grey", "grey of 1 bit", "colour", "palette", "colour and alpha", "colour of 16 bits"];

    [Theory, MemberData(nameof(PngKinds))]
    public void Every_kind_of_png_is_its_pixels(string kind)
    {
        // Two rows of four pixels: their reds, greens and blues.
        byte[] expected = [0, 10, 250, 255, 128, 1, 7, 7, 7, 90, 80, 70, 1, 2, 3, 200, 100, 50, 33, 66, 99, 255, 255, 255];
        byte[] greys = [0, 255, 255, 0, 255, 0, 0, 255];
        byte[] file = kind switch
        {
            "grey" => Data.Png.Write(greys, 2, 4, Data.Png.Kind.Grey),
            "grey of 1 bit" => Data.Png.Write([0b0110_0000, 0b1001_0000], 2, 4, Data.Png.Kind.Grey, bits: 1),
            "palette" => Data.Png.Write(
                [7, 6, 5, 4, 3, 2, 1, 0], 2, 4, Data.Png.Kind.Palette, palette: [.. expected.Chunk(3).Reverse().SelectMany(c => c)]),
            // Transparency is left out, even a whole one.
            "colour and alpha" => Data.Png.Write(
                [.. expected.Chunk(3).SelectMany((c, i) => (byte[])[.. c, (byte)(i * 36)])], 2, 4, Data.Png.Kind.ColourAndAlpha),
            "colour of 16 bits" => Data.Png.Write([.. expected.SelectMany(v => (byte[])[v, v])], 2, 4, bits: 16),
            _ => Data.Png.Write(expected, 2, 4),
        };
        if (kind.StartsWith("grey", StringComparison.Ordinal)) expected = [.. greys.SelectMany(v => (byte[])[v, v, v])];

        var colours = DecodedImage.Of(file, grey: false, out var fault);
        var grey = DecodedImage.Of(file, grey: true, out _);

        Assert.Equal((2, 4, null), (colours!.Height, colours.Width, fault));
        Assert.Equal(expected, colours.Pixels);
        Assert.Equal(expected.Chunk(3).Select(c => (byte)((77 * c[0] + 150 * c[1] + 29 * c[2]) >> 8)), grey!.Pixels);
    }

    [Fact]
    public void Images_of_different_sizes_are_refused_unless_a_size_is_asked_for()
    {
        var spec = Zoo();
        Put("zoo/cat/30.png", Png(Pixels(1, 12, 10), 12, 10));
        Refused(spec, "30.png", "10 pixels wide and 12 high", "5 wide and 6 high", "dataset.height");
        var draw = DataDraw.From(spec with { Height = 3, Width = 4 }, Seed);
        Assert.Equal(new InputShape(3, 3, 4), draw.Shape);
    }

    [Fact]
    public void Halving_averages_and_a_flat_image_stays_flat()
    {
        var image = new byte[8 * 8];
        for (var i = 0; i < 64; i++) image[i] = (byte)(i % 8 * 16);
        var half = new byte[16];
        Resizing.To(image, new(1, 8, 8), new(1, 4, 4), half);
        // A triangle of two old pixels' reach on each side: on a slope the middle of the pixels that become one; at the edge one side
        // of it is missing.
        Assert.Equal([40, 72], half[5..7].Select(v => (int)v));
        Array.Fill<byte>(image, 77);
        foreach (var shape in (InputShape[])[new(1, 3, 5), new(1, 8, 20), new(1, 31, 1)])
        {
            var other = new byte[shape.Size];
            Resizing.To(image, new(1, 8, 8), shape, other);
            Assert.All(other, v => Assert.Equal(77, v));
        }
    }

    [Fact]
    public void Growing_interpolates_between_pixels()
    {
        var wide = new byte[4];
        Resizing.To([0, 100], new(1, 1, 2), new(1, 1, 4), wide);
        Assert.Equal([0, 25, 75, 100], wide.Select(v => (int)v));
    }

    [Fact]
    public void A_content_is_the_images_and_their_classes_wherever_they_lie()
    {
        var (here, there) = ((ImagesSpec)Zoo().Pinned(), (ImagesSpec)Zoo("other").Pinned());
        Assert.Equal(here.Content, there.Content);
        File.Move(folder["other/cat/00.png"], folder["other/Dog/00.png"]);
        Assert.NotEqual(here.Content, ((ImagesSpec)(there with { Content = null }).Pinned()).Content);
    }

    [Fact]
    public void A_missing_folder_is_named_with_its_key() => Refused(new ImagesSpec("no/such"), "no/such", "dataset.path");

    [Fact]
    public void An_image_outside_of_a_class_has_no_label()
    {
        var spec = Zoo();
        Put("zoo/lost.jpg", Jpeg());
        Refused(spec, "lost.jpg", "no label");
    }

    [Fact]
    public void A_class_without_images_is_refused()
    {
        var spec = Zoo();
        Directory.CreateDirectory(folder["zoo/eel"]);
        Refused(spec, "eel", "no PNG or JPEG");
    }

    [Fact]
    public void A_class_whose_name_looks_like_another_is_refused()
    {
        var spec = Zoo();
        Put("zoo/che\u0301vre/1.png", Png(Pixels(1)));
        Refused(spec, "an accent is a character of its own (U+0301)", "NFC");
    }

    [Fact]
    public void One_class_alone_is_refused()
    {
        Put("z/a/1.png", Png(Pixels(1)));
        Refused(new ImagesSpec(folder["z"]), "one folder");
    }

    [Fact]
    public void A_test_class_that_was_not_trained_is_named()
    {
        var spec = Zoo() with { TestPath = folder["test"] };
        Put("test/cat/a.png", Png(Pixels(1)));
        Put("test/emu/a.png", Png(Pixels(1)));
        Refused(spec, "no class 'emu'", "Dog, cat");
    }

    [Fact]
    public void A_file_that_is_no_image_is_named()
    {
        var spec = Zoo();
        Put("zoo/cat/99.png", "GIF89a"u8.ToArray());
        Refused(spec, "99.png", "47494638", "neither PNG nor JPEG");
        Put("zoo/cat/99.png", []);
        Refused(spec, "99.png", "empty");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    public void A_truncated_png_is_named(int missing)
    {
        var spec = Zoo();
        Put("zoo/cat/98.png", Png(Pixels(1))[..^missing]);
        Refused(spec, "98.png", "before the image does");
    }

    [Fact]
    public void A_damaged_png_is_named_by_the_place()
    {
        var spec = Zoo();
        var bytes = Png(Pixels(1));
        bytes[60] ^= 4;
        Put("zoo/cat/97.png", bytes);
        Refused(spec, "97.png", "offset 33", "checksum");
    }

    [Fact]
    public void A_truncated_or_damaged_jpeg_is_named()
    {
        var spec = Zoo();
        Put("zoo/cat/96.jpg", Jpeg()[..^20]);
        Refused(spec, "96.jpg", "before the image does");
        var bytes = Jpeg();
        bytes.AsSpan(20, 60).Fill(0xFF);
        Put("zoo/cat/96.jpg", bytes);
        Refused(spec, "96.jpg", "cannot be decoded");
    }
}
