namespace LossActors.Learning.Data;

/// <summary>A file's numbers, channel by channel value·scale + shift on the way to the network.</summary>
sealed class NumberInputs(NumberPool pool, float[] scale, float[] shift) : Inputs
{
    public override int Count => pool.Count;

    public override void Gather(ReadOnlySpan<int> rows, Span<float> target)
    {
        var size = pool.Shape.Size;
        for (var i = 0; i < rows.Length; i++) Convert(rows[i], target.Slice(i * size, size));
    }

    internal override void Gather(ReadOnlySpan<int> rows, ReadOnlySpan<View> views, Span<float> target)
    {
        var size = pool.Shape.Size;
        var sample = new float[size];
        for (var i = 0; i < rows.Length; i++)
        {
            Convert(rows[i], sample);
            views[i].Show<float>(sample, pool.Shape, target.Slice(i * size, size));
        }
    }

    void Convert(int row, Span<float> sample)
    {
        var source = pool.Row(row);
        var channels = scale.Length;
        for (var start = 0; start < sample.Length; start += channels)
            for (var c = 0; c < channels; c++) sample[start + c] = source[start + c] * scale[c] + shift[c];
    }
}
