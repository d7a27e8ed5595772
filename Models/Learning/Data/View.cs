namespace LossActors.Learning.Data;

/// <summary>
/// How a training image is shown: pixel (y, x) is the image's (y + Down, x′ + Right), where x′ is x, or width − 1 − x if mirrored;
/// outside the image lies black.
/// </summary>
readonly record struct View(bool Mirrored, int Down, int Right)
{
    /// <summary>The image's pixel that is shown at (y, x), counted row by row; −1 for black.</summary>
    public int Source(int y, int x, InputShape shape)
    {
        var (fromY, fromX) = (y + Down, (Mirrored ? shape.Width - 1 - x : x) + Right);
        return fromY >= 0 && fromY < shape.Height && fromX >= 0 && fromX < shape.Width ? fromY * shape.Width + fromX : -1;
    }

    /// <summary>Writes the image as it is shown.</summary>
    /// <param name="image">[height, width, channels]</param>
    /// <param name="target">As large; not the image itself.</param>
    public void Show<T>(ReadOnlySpan<T> image, InputShape shape, Span<T> target)
    {
        var channels = shape.Channels;
        target.Clear();
        for (var y = Math.Max(0, -Down); y < Math.Min(shape.Height, shape.Height - Down); y++)
        {
            var first = Math.Max(0, -Right);
            var count = shape.Width - Math.Abs(Right);
            var from = image.Slice(((y + Down) * shape.Width + first + Right) * channels, count * channels);
            var row = target.Slice(y * shape.Width * channels, shape.Width * channels);
            if (!Mirrored)
            {
                from.CopyTo(row[(first * channels)..]);
                continue;
            }

            for (int i = 0, to = (shape.Width - 1 - first) * channels; i < from.Length; i += channels, to -= channels)
                for (var c = 0; c < channels; c++) row[to + c] = from[i + c];
        }
    }
}
