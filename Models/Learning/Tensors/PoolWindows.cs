using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace LossActors.Learning.Tensors;

/// <summary>
/// Max-pooling of 2×2 windows of float32 [batch, channels, height, width] on the CPU, rows or channels innermost, height and width even. The winner is
/// libtorch's: the first of equals in row-major order, and the last NaN of a window that has one.
/// </summary>
sealed unsafe class PoolWindows : autograd.SingleTensorFunction<PoolWindows>
{
    const string Sizes = "sizes";

    public override string Name => nameof(PoolWindows);

    public static bool Takes(Tensor input)
    {
        if (!Sse.IsSupported) return false;
        var sizes = input.shape;
        return sizes is [_, _, var height, var width] && height % 2 == 0 && width % 2 == 0 && input.numel() > 0
            && input.dtype == ScalarType.Float32 && input.device_type == DeviceType.CPU && input.is_contiguous();
    }

    public override Tensor forward(autograd.AutogradContext context, params object[] inputs)
    {
        var input = (Tensor)inputs[0];
        var sizes = input.shape;
        long[] pooled = [sizes[0], sizes[1], sizes[2] / 2, sizes[3] / 2];
        var output = empty(pooled);
        var winners = empty(pooled, ScalarType.Int32);
        var half = (int)pooled[3];
        ReadOnlySpan<float> from = input.Elements<float>();
        Span<float> to = output.Elements<float>();
        Span<int> at = winners.Elements<int>();
        for (var row = 0; row < to.Length / half; row++)
        {
            var top = from.Slice(4 * row * half, 2 * half);
            var bottom = from.Slice(4 * row * half + 2 * half, 2 * half);
            Pool(top, bottom, to.Slice(row * half, half), at.Slice(row * half, half));
        }

        context.save_for_backward([winners]);
        context.save_data(Sizes, sizes);
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient)
    {
        using var winners = context.get_saved_variables()[0];
        // A gradient that is to be differentiated again is made of operators.
        if (is_grad_enabled()) return [Spread(gradient, winners)];
        var sizes = (long[])context.get_data(Sizes);
        var result = empty(sizes);
        using var rows = gradient.contiguous();
        var half = (int)sizes[3] / 2;
        ReadOnlySpan<float> from = rows.Elements<float>();
        ReadOnlySpan<int> at = winners.Elements<int>();
        Span<float> to = result.Elements<float>();
        for (var row = 0; row < from.Length / half; row++)
        {
            var top = to.Slice(4 * row * half, 2 * half);
            var bottom = to.Slice(4 * row * half + 2 * half, 2 * half);
            Spread(from.Slice(row * half, half), at.Slice(row * half, half), top, bottom);
        }

        return [result];
    }

    /// <param name="top">[2·half], the windows' upper row.</param>
    /// <param name="bottom">[2·half], their lower row.</param>
    /// <param name="pooled">[half], written: the largest of each window.</param>
    /// <param name="winners">[half], written: its place in the window, 0 … 3.</param>
    static void Pool(ReadOnlySpan<float> top, ReadOnlySpan<float> bottom, Span<float> pooled, Span<int> winners)
    {
        var i = 0;
        for (; i <= pooled.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var (a, b) = Deinterleave(Vector128.Create(top[(2 * i)..]), Vector128.Create(top[(2 * i + 4)..]));
            var (c, d) = Deinterleave(Vector128.Create(bottom[(2 * i)..]), Vector128.Create(bottom[(2 * i + 4)..]));
            var (most, place) = (a, Vector128<int>.Zero);
            Challenge(ref most, ref place, b, 1);
            Challenge(ref most, ref place, c, 2);
            Challenge(ref most, ref place, d, 3);
            most.CopyTo(pooled[i..]);
            place.CopyTo(winners[i..]);
        }

        for (; i < pooled.Length; i++)
        {
            var (most, place) = (top[2 * i], 0);
            for (var k = 1; k < 4; k++)
            {
                var next = (k < 2 ? top : bottom)[2 * i + k % 2];
                if (next > most || float.IsNaN(next)) (most, place) = (next, k);
            }

            (pooled[i], winners[i]) = (most, place);
        }
    }

    /// <param name="gradient">[half]</param>
    /// <param name="winners">[half]</param>
    /// <param name="top">[2·half], written: a window's gradient where its winner is, zeros elsewhere.</param>
    /// <param name="bottom">[2·half], written likewise.</param>
    static void Spread(ReadOnlySpan<float> gradient, ReadOnlySpan<int> winners, Span<float> top, Span<float> bottom)
    {
        var i = 0;
        for (; i <= gradient.Length - Vector128<float>.Count; i += Vector128<float>.Count)
        {
            var value = Vector128.Create(gradient[i..]).AsInt32();
            var place = Vector128.Create(winners[i..]);
            Interleave(At(value, place, 0), At(value, place, 1), top[(2 * i)..]);
            Interleave(At(value, place, 2), At(value, place, 3), bottom[(2 * i)..]);
        }

        for (; i < gradient.Length; i++)
        {
            top[2 * i] = top[2 * i + 1] = bottom[2 * i] = bottom[2 * i + 1] = 0;
            (winners[i] < 2 ? top : bottom)[2 * i + winners[i] % 2] = gradient[i];
        }
    }

    static Tensor Spread(Tensor gradient, Tensor winners)
    {
        var places = Enumerable.Range(0, 4).Select(k => gradient * winners.eq(k)).ToArray();
        var rows = new[] { stack([places[0], places[1]], -1).flatten(-2), stack([places[2], places[3]], -1).flatten(-2) };
        return stack(rows, 3).flatten(2, 3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Challenge(ref Vector128<float> most, ref Vector128<int> place, Vector128<float> next, int number)
    {
        var wins = Vector128.GreaterThan(next, most) | ~Vector128.Equals(next, next);
        most = Vector128.ConditionalSelect(wins, next, most);
        place = Vector128.ConditionalSelect(wins.AsInt32(), Vector128.Create(number), place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128<float> At(Vector128<int> value, Vector128<int> place, int number) =>
        (value & Vector128.Equals(place, Vector128.Create(number))).AsSingle();

    /// <summary>Even and odd elements of the eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (Vector128<float> Even, Vector128<float> Odd) Deinterleave(Vector128<float> low, Vector128<float> high) =>
        (Sse.Shuffle(low, high, 0b10_00_10_00), Sse.Shuffle(low, high, 0b11_01_11_01));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Interleave(Vector128<float> even, Vector128<float> odd, Span<float> to)
    {
        Sse.UnpackLow(even, odd).CopyTo(to);
        Sse.UnpackHigh(even, odd).CopyTo(to[4..]);
    }
}
