using LossActors.Genetics.Numerics;
using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;

namespace LossActors.Host.Reproduction.Rooted;

/// <summary>What a generator is to imitate.</summary>
/// <param name="Size">Numbers in a sample.</param>
/// <param name="Draw">Writes fresh samples, row by row.</param>
sealed record GanData(int Size, Action<RandomStream, float[]> Draw)
{
    public const int Modes = 8;

    /// <summary>Standard deviation of a mode.</summary>
    public const double Deviation = 0.1;

    const int Side = 8;

    /// <summary>Eight Gaussians of standard deviation 0.1 on a circle of radius 2.</summary>
    public static GanData Mixture { get; } = new(2, (random, samples) =>
    {
        for (var i = 0; i < samples.Length; i += 2)
        {
            var (x, y) = Centre(random.NextInt(Modes));
            samples[i] = (float)(x + Deviation * random.NextNormal());
            samples[i + 1] = (float)(y + Deviation * random.NextNormal());
        }
    });

    /// <summary>Images in grey, averaged to 8×8 and scaled to mean 0 and variance 1 over all pixels.</summary>
    public static GanData Images(DatasetSpec spec)
    {
        var draw = DataDraw.From(spec, PairedSeed.ForSearch(1, 0));
        var (count, pixels) = (draw.Training.Count, Side * Side);
        var (fullHeight, fullWidth, channels) = (draw.Shape.Height, draw.Shape.Width, draw.Shape.Channels);
        var full = new float[draw.Shape.Size];
        var small = new float[count * pixels];
        for (var i = 0; i < count; i++)
        {
            draw.Inputs.Gather(draw.Training.Rows.AsSpan(i, 1), full);
            for (var at = 0; at < full.Length; at++)
            {
                var (row, column) = (at / channels / fullWidth * Side / fullHeight, at / channels % fullWidth * Side / fullWidth);
                small[i * pixels + row * Side + column] += full[at];
            }
        }

        var mean = small.Average(v => (double)v);
        var deviation = Math.Sqrt(small.Average(v => (v - mean) * (v - mean)));
        foreach (ref var value in small.AsSpan()) value = (float)((value - mean) / deviation);
        return new(pixels, (random, samples) =>
        {
            for (var i = 0; i < samples.Length; i += pixels) small.AsSpan(random.NextInt(count) * pixels, pixels).CopyTo(samples.AsSpan(i));
        });
    }

    /// <summary>How many of the mixture's modes have at least a hundredth of the samples within four deviations.</summary>
    public static int ModesCovered(float[] samples)
    {
        var hits = new int[Modes];
        for (var i = 0; i < samples.Length; i += 2)
            for (var mode = 0; mode < Modes; mode++)
            {
                var (x, y) = Centre(mode);
                var (dx, dy) = (samples[i] - x, samples[i + 1] - y);
                if (dx * dx + dy * dy <= 16 * Deviation * Deviation) hits[mode]++;
            }

        return hits.Count(h => h >= samples.Length / 200);
    }

    static (double X, double Y) Centre(int mode)
    {
        var angle = 2 * Math.PI * mode / Modes;
        return (2 * ScalarMath.Cos(angle), 2 * ScalarMath.Sin(angle));
    }
}
