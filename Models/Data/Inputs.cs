using System.Numerics.Tensors;

namespace LossActors.Models.Data;

/// <summary>The inputs that the splits of a draw point into. Shared by lanes, never written.</summary>
public abstract class Inputs
{
    public abstract int Count { get; }

    /// <summary>Writes rows one after the other as the network takes them.</summary>
    /// <param name="target">At least rows × size of a sample.</param>
    public abstract void Gather(ReadOnlySpan<int> rows, Span<float> target);
}

/// <summary>Numbers as they are: generated data.</summary>
sealed class FloatInputs(float[] values, int size) : Inputs
{
    public override int Count => values.Length / size;

    public override void Gather(ReadOnlySpan<int> rows, Span<float> target)
    {
        for (var i = 0; i < rows.Length; i++) values.AsSpan(rows[i] * size, size).CopyTo(target.Slice(i * size, size));
    }
}

/// <summary>Pixels as bytes, made into numbers channel by channel on the way to the network: byte·scale + shift.</summary>
sealed class ByteInputs(ImagePool pool, float[] scale, float[] shift) : Inputs
{
    public ImagePool Pool => pool;

    public ReadOnlySpan<float> Scale => scale;

    public ReadOnlySpan<float> Shift => shift;

    public override int Count => pool.Count;

    public override void Gather(ReadOnlySpan<int> rows, Span<float> target)
    {
        var (size, plane) = (pool.Shape.Size, pool.Shape.Plane);
        for (var i = 0; i < rows.Length; i++)
        {
            var sample = target.Slice(i * size, size);
            TensorPrimitives.ConvertTruncating<byte, float>(pool.Row(rows[i]), sample);
            for (var c = 0; c < scale.Length; c++)
            {
                var channel = sample.Slice(c * plane, plane);
                TensorPrimitives.Multiply(channel, scale[c], channel);
                TensorPrimitives.Add(channel, shift[c], channel);
            }
        }
    }
}
