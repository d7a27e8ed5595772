using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LossActors.Learning.Tensors;

/// <summary>
/// The loops of <see cref="PoolWindows"/> where rows are innermost. A winner is its place in the window, 0 … 3, in row-major order.
/// </summary>
static class PoolRows
{
    /// <param name="input">[rows, 2, 2·width]</param>
    /// <param name="width">Of the output.</param>
    /// <param name="output">[rows, width], written.</param>
    /// <param name="winners">[rows, width], written.</param>
    public static void Pool(ReadOnlySpan<float> input, int width, Span<float> output, Span<int> winners)
    {
        for (var at = 0; at < output.Length; at += width)
            PoolRow(
                input.Slice(4 * at, 2 * width), input.Slice(4 * at + 2 * width, 2 * width),
                output.Slice(at, width), winners.Slice(at, width));
    }

    /// <summary>Each gradient to its winner's place, zeros elsewhere.</summary>
    /// <param name="gradient">[rows, width]</param>
    /// <param name="winners">[rows, width]</param>
    /// <param name="width">Of the pooled.</param>
    /// <param name="result">[rows, 2, 2·width], written.</param>
    public static void Spread(ReadOnlySpan<float> gradient, ReadOnlySpan<int> winners, int width, Span<float> result)
    {
        for (var at = 0; at < gradient.Length; at += width)
            SpreadRow(
                gradient.Slice(at, width), winners.Slice(at, width),
                result.Slice(4 * at, 2 * width), result.Slice(4 * at + 2 * width, 2 * width));
    }

    static void PoolRow(ReadOnlySpan<float> top, ReadOnlySpan<float> bottom, Span<float> pooled, Span<int> winners)
    {
        var i = 0;
        for (; i <= pooled.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            Vector128<float> a = Vector128.Create(top[(2 * i)..]), b = Vector128.Create(top[(2 * i + 4)..]);
            Vector128<float> c = Vector128.Create(bottom[(2 * i)..]), d = Vector128.Create(bottom[(2 * i + 4)..]);
            var (most, place) = (Even(a, b), Vector128<int>.Zero);
            Winner.Challenge(ref most, ref place, Odd(a, b), 1);
            Winner.Challenge(ref most, ref place, Even(c, d), 2);
            Winner.Challenge(ref most, ref place, Odd(c, d), 3);
            most.CopyTo(pooled[i..]);
            place.CopyTo(winners[i..]);
        }

        for (; i < pooled.Length; i++)
            (pooled[i], winners[i]) = Winner.Of(top[2 * i], top[2 * i + 1], bottom[2 * i], bottom[2 * i + 1]);
    }

    static void SpreadRow(ReadOnlySpan<float> gradient, ReadOnlySpan<int> winners, Span<float> top, Span<float> bottom)
    {
        var i = 0;
        for (; i <= gradient.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var (value, place) = (Vector128.Create(gradient[i..]), Vector128.Create(winners[i..]));
            Vector128<float> a = Winner.Share(value, place, 0), b = Winner.Share(value, place, 1);
            Vector128<float> c = Winner.Share(value, place, 2), d = Winner.Share(value, place, 3);
            Sse.UnpackLow(a, b).CopyTo(top[(2 * i)..]);
            Sse.UnpackHigh(a, b).CopyTo(top[(2 * i + 4)..]);
            Sse.UnpackLow(c, d).CopyTo(bottom[(2 * i)..]);
            Sse.UnpackHigh(c, d).CopyTo(bottom[(2 * i + 4)..]);
        }

        for (; i < gradient.Length; i++)
        {
            top[2 * i] = top[2 * i + 1] = bottom[2 * i] = bottom[2 * i + 1] = 0;
            (winners[i] < 2 ? top : bottom)[2 * i + winners[i] % 2] = gradient[i];
        }
    }

    /// <summary>Elements 0, 2, 4 and 6 of the eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Even(Vector128<float> low, Vector128<float> high) => Sse.Shuffle(low, high, 0b10_00_10_00);

    /// <summary>Elements 1, 3, 5 and 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> Odd(Vector128<float> low, Vector128<float> high) => Sse.Shuffle(low, high, 0b11_01_11_01);
}
