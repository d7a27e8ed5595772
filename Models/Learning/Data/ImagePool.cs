namespace LossActors.Learning.Data;

/// <summary>Images of bytes, [height, width, channels].</summary>
sealed class ImagePool(InputShape shape, IReadOnlyList<string> classNames, byte[] pixels, int[] labels, int testStart)
    : SamplePool(shape, classNames, labels, testStart)
{
    public byte[] Pixels => pixels;

    public ReadOnlySpan<byte> Row(int row) => pixels.AsSpan(row * Shape.Size, Shape.Size);

    public ImagePool With(byte[] others) => new(Shape, ClassNames, others, Labels, TestStart);

    public override Inputs Normalised(List<int> training, Normalisation normalisation)
    {
        var (scale, shift) = Statistics(training, normalisation);
        return new ByteInputs(this, scale, shift);
    }

    /// <summary>[channels, height, width] → [height, width, channels]</summary>
    public static void Interleave<T>(ReadOnlySpan<T> planes, InputShape shape, Span<T> target)
    {
        var (channels, plane) = (shape.Channels, shape.Plane);
        for (var c = 0; c < channels; c++)
        {
            var source = planes.Slice(c * plane, plane);
            for (int i = 0, at = c; i < source.Length; i++, at += channels) target[at] = source[i];
        }
    }

    (float[] Scale, float[] Shift) Statistics(List<int> rows, Normalisation normalisation)
    {
        var (channels, plane) = (Shape.Channels, Shape.Plane);
        var (scale, shift) = (new float[channels], new float[channels]);
        if (normalisation == Normalisation.Unit)
        {
            Array.Fill(scale, 1 / 255f);
            return (scale, shift);
        }

        // Whole numbers all the way, so the statistics do not depend on the order of summing.
        var (sums, squares) = (new long[channels], new long[channels]);
        foreach (var row in rows)
        {
            var sample = Row(row);
            for (var c = 0; c < channels; c++)
            {
                var (sum, square) = (0L, 0L);
                for (var i = c; i < sample.Length; i += channels)
                {
                    sum += sample[i];
                    square += sample[i] * sample[i];
                }

                sums[c] += sum;
                squares[c] += square;
            }
        }

        var n = (double)rows.Count * plane;
        for (var c = 0; c < channels; c++)
        {
            var mean = sums[c] / n;
            var deviation = Math.Sqrt(Math.Max(0, squares[c] / n - mean * mean));
            // A channel that never changes is only centred.
            if (deviation == 0) deviation = 1;
            scale[c] = (float)(1 / deviation);
            shift[c] = (float)(-mean / deviation);
        }

        return (scale, shift);
    }
}
