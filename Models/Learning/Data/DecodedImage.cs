using SkiaSharp;

namespace LossActors.Learning.Data;

/// <summary>
/// Pixels of a PNG or JPEG file, as they are in it: without its colour profile, its orientation or its transparency. Skia decodes JPEG
/// by libjpeg-turbo, whose vector code is made to have the bits of its plain code, so that every machine sees the same pixels.
/// </summary>
/// <param name="Pixels">[height, width, channels], 1 or 3 channels.</param>
sealed record DecodedImage(int Height, int Width, byte[] Pixels)
{
    /// <summary>Half a gigabyte while it is decoded: a header may claim anything.</summary>
    const long MostPixels = 1 << 27;

    /// <param name="fault">Why there is none, in a word or two.</param>
    public static DecodedImage? Of(byte[] file, bool grey, out string? fault)
    {
        using var stream = new MemoryStream(file);
        using var codec = SKCodec.Create(stream, out var opened);
        if (codec is null)
        {
            fault = Named(opened);
            return null;
        }

        if ((long)codec.Info.Width * codec.Info.Height > MostPixels)
        {
            fault = $"its header claims {codec.Info.Width}×{codec.Info.Height} pixels, more than are read";
            return null;
        }

        // No colour space: the numbers of the file, not those of a screen.
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        var quads = new byte[info.BytesSize64];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* first = quads) result = codec.GetPixels(info, (nint)first);
        }

        fault = result == SKCodecResult.Success ? null : Named(result);
        return fault is null ? new(info.Height, info.Width, grey ? Luminance(quads) : Colours(quads)) : null;
    }

    static byte[] Colours(ReadOnlySpan<byte> quads)
    {
        var pixels = new byte[quads.Length / 4 * 3];
        for (int from = 0, to = 0; from < quads.Length; from += 4, to += 3)
            (pixels[to], pixels[to + 1], pixels[to + 2]) = (quads[from], quads[from + 1], quads[from + 2]);
        return pixels;
    }

    /// <summary>0.30 red, 0.59 green and 0.11 blue, in 256ths; grey stays as it is.</summary>
    static byte[] Luminance(ReadOnlySpan<byte> quads)
    {
        var pixels = new byte[quads.Length / 4];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)((77 * quads[4 * i] + 150 * quads[4 * i + 1] + 29 * quads[4 * i + 2]) >> 8);
        return pixels;
    }

    static string Named(SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "it ends before the image does",
        SKCodecResult.ErrorInInput or SKCodecResult.InvalidInput => "it is damaged",
        _ => $"{result} in the decoder",
    };
}
