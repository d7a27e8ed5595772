using System.Numerics;
using System.Numerics.Tensors;

namespace LossActors.Learning.Losses.Spans;

/// <summary>
/// Tiles of samples stored class by class, [classes, rows]: what is a short reduction along a sample in memory order becomes an
/// operation between long vectors, always in class order. <c>rows</c> is a multiple of <see cref="Lanes.Step"/>.
/// </summary>
static class ClassMajor
{
    /// <summary>[samples, classes] → [classes, rows]; rows past the samples become 0.</summary>
    public static void Load<T>(ReadOnlySpan<T> source, int classes, int rows, Span<T> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = source.Length / classes;
        for (var c = 0; c < classes; c++)
        {
            var column = tile.Slice(c * rows, rows);
            for (int r = 0, at = c; r < samples; r++, at += classes) column[r] = source[at];
            column[samples..].Clear();
        }
    }

    /// <summary>[classes, rows] → [samples, classes], times a factor.</summary>
    public static void Store<T>(ReadOnlySpan<T> tile, int classes, int rows, T factor, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = target.Length / classes;
        for (var c = 0; c < classes; c++)
        {
            var column = tile.Slice(c * rows, samples);
            for (int r = 0, at = c; r < column.Length; r++, at += classes) target[at] = column[r] * factor;
        }
    }

    /// <summary>Stable log_softmax and softmax along the classes.</summary>
    public static void LogSoftmax<T>(ReadOnlySpan<T> z, Span<T> logP, Span<T> p, Span<T> total, Span<T> scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = Lanes.Of(z);
        var shifted = Lanes.Of(logP);
        var sums = Lanes.Of(total);
        var stride = sums.Length;
        for (var r = 0; r < stride; r++)
        {
            var top = source[r];
            for (var i = r + stride; i < source.Length; i += stride) top = Vector.Max(top, source[i]);
            for (var i = r; i < source.Length; i += stride) shifted[i] = source[i] - top;
        }

        Transcendentals.Exp(logP, p, scratch);
        var power = Lanes.Of(p);
        for (var r = 0; r < stride; r++)
        {
            var sum = power[r];
            for (var i = r + stride; i < power.Length; i += stride) sum += power[i];
            sums[r] = sum;
            for (var i = r; i < power.Length; i += stride) power[i] /= sum;
        }

        TensorPrimitives.Log(total, total);
        for (var r = 0; r < stride; r++)
            for (var i = r; i < shifted.Length; i += stride)
                shifted[i] -= sums[r];
    }

    /// <summary>sums[row] += Σ_c weights[c]·values[c, row]</summary>
    public static void AddWeighted<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> weights, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = Lanes.Of(values);
        var target = Lanes.Of(sums);
        for (var c = 0; c < weights.Length; c++)
        {
            var column = source.Slice(c * target.Length, target.Length);
            var weight = Vector.Create(weights[c]);
            for (var r = 0; r < column.Length; r++) target[r] += column[r] * weight;
        }
    }

    /// <summary>values[c, row] = weights[c]·(values[c, row] + more[c, row]); more may be empty, for 0.</summary>
    public static void Combine<T>(Span<T> values, ReadOnlySpan<T> more, ReadOnlySpan<T> weights, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var target = Lanes.Of(values);
        var other = Lanes.Of(more);
        var stride = rows / Vector<T>.Count;
        for (var c = 0; c < weights.Length; c++)
        {
            var weight = Vector.Create(weights[c]);
            for (var i = c * stride; i < (c + 1) * stride; i++)
                target[i] = (other.IsEmpty ? target[i] : target[i] + other[i]) * weight;
        }
    }

    /// <summary>gradient[c, row] −= p[c, row]·sums[row]</summary>
    public static void SubtractProjected<T>(Span<T> gradient, ReadOnlySpan<T> p, ReadOnlySpan<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var target = Lanes.Of(gradient);
        var probability = Lanes.Of(p);
        var sum = Lanes.Of(sums);
        for (var start = 0; start < target.Length; start += sum.Length)
            for (var r = 0; r < sum.Length; r++)
                target[start + r] -= probability[start + r] * sum[r];
    }
}
