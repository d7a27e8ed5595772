namespace LossActors.Learning.Data;

/// <summary>
/// Brings images to one size: linear interpolation where they grow, a triangle that covers the pixels that become one where they shrink.
/// </summary>
static class Resizing
{
    /// <param name="image">[height, width, channels]</param>
    /// <param name="target">As many channels.</param>
    public static void To(ReadOnlySpan<byte> image, InputShape from, InputShape to, Span<byte> target)
    {
        if (from == to)
        {
            image[..to.Size].CopyTo(target);
            return;
        }

        var (rows, columns) = (Weights(from.Height, to.Height), Weights(from.Width, to.Width));
        var narrow = new double[from.Height * to.Width * to.Channels];
        for (var y = 0; y < from.Height; y++)
            for (var x = 0; x < to.Width; x++)
                for (var c = 0; c < to.Channels; c++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < columns[x].Weights.Length; i++)
                        sum += columns[x].Weights[i] * image[(y * from.Width + columns[x].First + i) * to.Channels + c];
                    narrow[(y * to.Width + x) * to.Channels + c] = sum;
                }

        var line = to.Width * to.Channels;
        for (var y = 0; y < to.Height; y++)
            for (var x = 0; x < line; x++)
            {
                var sum = 0.0;
                for (var i = 0; i < rows[y].Weights.Length; i++) sum += rows[y].Weights[i] * narrow[(rows[y].First + i) * line + x];
                target[y * line + x] = (byte)Math.Clamp(Math.Round(sum, MidpointRounding.ToEven), 0, 255);
            }
    }

    /// <summary>For each new pixel the first old one that counts, and how much it and its followers do.</summary>
    static (int First, double[] Weights)[] Weights(int from, int to)
    {
        var ratio = (double)from / to;
        var reach = Math.Max(1, ratio);
        return [.. Enumerable.Range(0, to).Select(i =>
        {
            var centre = (i + 0.5) * ratio - 0.5;
            var first = Math.Max(0, (int)Math.Floor(centre - reach) + 1);
            var last = Math.Min(from - 1, (int)Math.Ceiling(centre + reach) - 1);
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(j => 1 - Math.Abs(j - centre) / reach)];
            var sum = weights.Sum();
            return (first, weights.Select(w => w / sum).ToArray());
        })];
    }
}
