namespace LossActors.Learning.Data;

/// <summary>Samples of numbers, [height, width, channels] or [features].</summary>
sealed class NumberPool(InputShape shape, IReadOnlyList<string> classNames, float[] values, int[] labels, int testStart)
    : SamplePool(shape, classNames, labels, testStart)
{
    public ReadOnlySpan<float> Row(int row) => values.AsSpan(row * Shape.Size, Shape.Size);

    public override Inputs Normalised(List<int> training, Normalisation normalisation)
    {
        var (scale, shift) = (new float[Shape.Channels], new float[Shape.Channels]);
        Array.Fill(scale, 1);
        if (normalisation == Normalisation.Standard)
            for (var c = 0; c < scale.Length; c++) (scale[c], shift[c]) = Standard(training, c);
        return new NumberInputs(this, scale, shift);
    }

    (float Scale, float Shift) Standard(List<int> rows, int channel)
    {
        var n = (double)rows.Count * Shape.Plane;
        var sum = 0.0;
        foreach (var row in rows)
            for (var i = channel; i < Shape.Size; i += Shape.Channels) sum += values[row * Shape.Size + i];
        var (mean, squares) = (sum / n, 0.0);
        foreach (var row in rows)
            for (var i = channel; i < Shape.Size; i += Shape.Channels)
            {
                var centred = values[row * Shape.Size + i] - mean;
                squares += centred * centred;
            }

        var deviation = Math.Sqrt(squares / n);
        // A feature that never changes is only centred; what rounding leaves of it is no change.
        if (deviation <= 1e-9 * Math.Abs(mean) || deviation == 0) deviation = 1;
        return ((float)(1 / deviation), (float)(-mean / deviation));
    }
}
