using System.Runtime.Intrinsics;

namespace LossActors.Learning.Tensors;

/// <summary>
/// The loops of <see cref="PoolWindows"/> where channels are innermost. A winner is its place in the window, 0 … 3, in row-major order.
/// </summary>
static class PoolChannels
{
    /// <param name="input">[rows, 2, 2·width, channels]</param>
    /// <param name="width">Of the output.</param>
    /// <param name="output">[rows, width, channels], written.</param>
    /// <param name="winners">[rows, width, channels], written.</param>
    public static void Pool(ReadOnlySpan<float> input, int channels, int width, Span<float> output, Span<int> winners)
    {
        for (var pixel = 0; pixel < output.Length / channels; pixel++)
        {
            var window = Window(pixel, width) * channels;
            var top = input.Slice(window, 2 * channels);
            var bottom = input.Slice(window + 2 * width * channels, 2 * channels);
            PoolPixel(top, bottom, output.Slice(pixel * channels, channels), winners.Slice(pixel * channels, channels));
        }
    }

    /// <summary>Each gradient to its winner's place, zeros elsewhere.</summary>
    /// <param name="gradient">[rows, width, channels]</param>
    /// <param name="winners">[rows, width, channels]</param>
    /// <param name="width">Of the pooled.</param>
    /// <param name="result">[rows, 2, 2·width, channels], written.</param>
    public static void Spread(ReadOnlySpan<float> gradient, ReadOnlySpan<int> winners, int channels, int width, Span<float> result)
    {
        for (var pixel = 0; pixel < gradient.Length / channels; pixel++)
        {
            var window = Window(pixel, width) * channels;
            var top = result.Slice(window, 2 * channels);
            var bottom = result.Slice(window + 2 * width * channels, 2 * channels);
            SpreadPixel(gradient.Slice(pixel * channels, channels), winners.Slice(pixel * channels, channels), top, bottom);
        }
    }

    /// <summary>The first pixel of a pooled pixel's window.</summary>
    static int Window(int pixel, int width) => pixel / width * 4 * width + pixel % width * 2;

    static void PoolPixel(ReadOnlySpan<float> top, ReadOnlySpan<float> bottom, Span<float> pooled, Span<int> winners)
    {
        var channels = pooled.Length;
        var vectors = channels < Vector128<float>.Count ? 0 : channels;
        for (var c = 0; c < vectors; c += Vector128<float>.Count)
        {
            // The last one overlaps the one before, so that no channel is left over.
            c = Math.Min(c, channels - Vector128<float>.Count);
            var (most, place) = (Vector128.Create(top[c..]), Vector128<int>.Zero);
            Winner.Challenge(ref most, ref place, Vector128.Create(top[(channels + c)..]), 1);
            Winner.Challenge(ref most, ref place, Vector128.Create(bottom[c..]), 2);
            Winner.Challenge(ref most, ref place, Vector128.Create(bottom[(channels + c)..]), 3);
            most.CopyTo(pooled[c..]);
            place.CopyTo(winners[c..]);
        }

        for (var c = vectors; c < channels; c++)
            (pooled[c], winners[c]) = Winner.Of(top[c], top[channels + c], bottom[c], bottom[channels + c]);
    }

    static void SpreadPixel(ReadOnlySpan<float> gradient, ReadOnlySpan<int> winners, Span<float> top, Span<float> bottom)
    {
        var channels = gradient.Length;
        var vectors = channels < Vector128<float>.Count ? 0 : channels;
        for (var c = 0; c < vectors; c += Vector128<float>.Count)
        {
            c = Math.Min(c, channels - Vector128<float>.Count);
            var (value, place) = (Vector128.Create(gradient[c..]), Vector128.Create(winners[c..]));
            Winner.Share(value, place, 0).CopyTo(top[c..]);
            Winner.Share(value, place, 1).CopyTo(top[(channels + c)..]);
            Winner.Share(value, place, 2).CopyTo(bottom[c..]);
            Winner.Share(value, place, 3).CopyTo(bottom[(channels + c)..]);
        }

        for (var c = vectors; c < channels; c++)
        {
            top[c] = top[channels + c] = bottom[c] = bottom[channels + c] = 0;
            (winners[c] < 2 ? top : bottom)[winners[c] % 2 * channels + c] = gradient[c];
        }
    }
}
