using System.Numerics.Tensors;

namespace LossActors.Learning.Data;

/// <summary>
/// The inputs that the splits of a draw point into, each sample as [height, width, channels], the order in which convolutions
/// are quickest. Shared by lanes, never written.
/// </summary>
public abstract class Inputs
{
    public abstract int Count { get; }

    /// <summary>Writes rows one after the other as the network takes them.</summary>
    /// <param name="target">At least rows × size of a sample.</param>
    public abstract void Gather(ReadOnlySpan<int> rows, Span<float> target);

    /// <summary>The same, each image as its view shows it.</summary>
    /// <param name="views">One for each row.</param>
    internal abstract void Gather(ReadOnlySpan<int> rows, ReadOnlySpan<View> views, Span<float> target);
}

/// <summary>Numbers as they are: generated data, and files of numbers once they are normalised.</summary>
sealed class FloatInputs(float[] values, InputShape shape) : Inputs
{
    readonly int size = shape.Size;

    public override int Count => values.Length / size;

    public override void Gather(ReadOnlySpan<int> rows, Span<float> target)
    {
        for (var i = 0; i < rows.Length; i++) values.AsSpan(rows[i] * size, size).CopyTo(target.Slice(i * size, size));
    }

    internal override void Gather(ReadOnlySpan<int> rows, ReadOnlySpan<View> views, Span<float> target)
    {
        for (var i = 0; i < rows.Length; i++)
            views[i].Show<float>(values.AsSpan(rows[i] * size, size), shape, target.Slice(i * size, size));
    }
}

/// <summary>Pixels as bytes, made into numbers channel by channel on the way to the network: byte·scale + shift.</summary>
sealed class ByteInputs : Inputs
{
    readonly ImagePool pool;
    readonly float[] scales;
    readonly float[] shifts;

    /// <param name="scale">[channels]</param>
    /// <param name="shift">[channels]</param>
    public ByteInputs(ImagePool pool, float[] scale, float[] shift)
    {
        (this.pool, Scale, Shift) = (pool, scale, shift);
        // Written out for every pixel, so that a sample is one pass of long vectors.
        scales = [.. Enumerable.Range(0, pool.Shape.Size).Select(i => scale[i % scale.Length])];
        shifts = [.. Enumerable.Range(0, pool.Shape.Size).Select(i => shift[i % shift.Length])];
    }

    public ImagePool Pool => pool;

    public float[] Scale { get; }

    public float[] Shift { get; }

    public override int Count => pool.Count;

    public override void Gather(ReadOnlySpan<int> rows, Span<float> target)
    {
        var size = pool.Shape.Size;
        for (var i = 0; i < rows.Length; i++) Convert(pool.Row(rows[i]), target.Slice(i * size, size));
    }

    internal override void Gather(ReadOnlySpan<int> rows, ReadOnlySpan<View> views, Span<float> target)
    {
        var size = pool.Shape.Size;
        var shown = new byte[size];
        for (var i = 0; i < rows.Length; i++)
        {
            views[i].Show(pool.Row(rows[i]), pool.Shape, shown);
            Convert(shown, target.Slice(i * size, size));
        }
    }

    void Convert(ReadOnlySpan<byte> pixels, Span<float> sample)
    {
        TensorPrimitives.ConvertTruncating(pixels, sample);
        TensorPrimitives.Multiply(sample, scales, sample);
        TensorPrimitives.Add(sample, shifts, sample);
    }
}
