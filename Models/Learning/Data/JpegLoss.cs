using SkiaSharp;

namespace LossActors.Learning.Data;

/// <summary>What a JPEG file takes from an image.</summary>
static class JpegLoss
{
    /// <summary>Up to here files keep one colour for four pixels, as most encoders do.</summary>
    const int HighestSharedColour = 90;

    /// <summary>Writes the image as JPEG and reads it back, in place.</summary>
    /// <param name="image">[height, width, channels], 1 or 3 channels.</param>
    /// <param name="quality">1 to 100.</param>
    public static void Apply(Span<byte> image, InputShape shape, int quality)
    {
        var grey = shape.Channels == 1;
        using var file = Encoded(image, shape, quality, grey);
        var read = DecodedImage.Of(file.ToArray(), grey, out var fault)
            ?? throw new InvalidOperationException($"The image that was just written cannot be read: {fault}.");
        read.Pixels.CopyTo(image);
    }

    static unsafe SKData Encoded(ReadOnlySpan<byte> image, InputShape shape, int quality, bool grey)
    {
        var pixels = grey ? image.ToArray() : Opaque(image);
        var sharing = quality <= HighestSharedColour ? SKJpegEncoderDownsample.Downsample420 : SKJpegEncoderDownsample.Downsample444;
        fixed (byte* first = pixels)
        {
            var colours = grey ? SKColorType.Gray8 : SKColorType.Rgba8888;
            using var pixmap = new SKPixmap(new SKImageInfo(shape.Width, shape.Height, colours, SKAlphaType.Opaque), (nint)first);
            return pixmap.Encode(new SKJpegEncoderOptions(quality, sharing, SKJpegEncoderAlphaOption.Ignore))
                ?? throw new InvalidOperationException($"An image of {shape} cannot be written as JPEG.");
        }
    }

    static byte[] Opaque(ReadOnlySpan<byte> colours)
    {
        var quads = new byte[colours.Length / 3 * 4];
        for (int from = 0, to = 0; from < colours.Length; from += 3, to += 4)
            (quads[to], quads[to + 1], quads[to + 2], quads[to + 3]) = (colours[from], colours[from + 1], colours[from + 2], byte.MaxValue);
        return quads;
    }
}
