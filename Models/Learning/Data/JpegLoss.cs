using StbImageSharp;
using StbImageWriteSharp;

namespace LossActors.Learning.Data;

/// <summary>What a JPEG file takes from an image. Encoder and decoder are managed code, so every machine gets the same pixels.</summary>
static class JpegLoss
{
    /// <summary>Writes the image as JPEG and reads it back, in place.</summary>
    /// <param name="image">[height, width, channels], 1 or 3 channels.</param>
    /// <param name="quality">1 to 100.</param>
    public static void Apply(Span<byte> image, InputShape shape, int quality)
    {
        using var file = new MemoryStream();
        var grey = shape.Channels == 1;
        new ImageWriter().WriteJpg(
            image.ToArray(), shape.Width, shape.Height, grey ? StbImageWriteSharp.ColorComponents.Grey : StbImageWriteSharp.ColorComponents.RedGreenBlue, file, quality);
        var read = ImageResult.FromMemory(
            file.ToArray(), grey ? StbImageSharp.ColorComponents.Grey : StbImageSharp.ColorComponents.RedGreenBlue);
        read.Data.AsSpan(0, image.Length).CopyTo(image);
    }
}
