using System.Collections.Concurrent;
using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

/// <summary>Damaged copies of image pools, kept for all lanes of the process.</summary>
static class Corrupted
{
    const int MostKept = 4;

    static readonly ConcurrentDictionary<(SamplePool, Corruption, ulong, int), Lazy<(ImagePool, int[])>> Kept = new();

    /// <summary>
    /// The pool with its images damaged, and the severity of each row. Severities and noise are
    /// the recipe's, the same in searches and proofs.
    /// </summary>
    /// <param name="test">The rows that no training and no selection sees.</param>
    /// <exception cref="DataSetException">The samples are no images of bytes.</exception>
    public static (SamplePool Pool, int[] Severities) Of(SamplePool pool, Corruption corruption, PairedSeed seed, List<int> test)
    {
        if (pool is not ImagePool { Shape.IsImage: true } images)
            throw DataSetException.Of("corruption", $"damages images of bytes, but a sample is {pool.Shape} numbers; leave it out");
        if (corruption.Kind == CorruptionKind.Jpeg && pool.Shape.Channels is not (1 or 3))
            throw DataSetException.Of(
                "corruption.kind",
                $"is jpeg, which needs images of 1 or 3 channels, and these have {pool.Shape.Channels}; use gaussian-noise");
        if (Kept.Count >= MostKept) Kept.Clear();
        // The seed's recipe and the number of these rows decide which rows these are.
        return Kept.GetOrAdd((pool, corruption, seed.Recipe, test.Count), _ => new(() => Make(images, corruption, seed, test))).Value;
    }

    static (ImagePool, int[]) Make(ImagePool clean, Corruption corruption, PairedSeed seed, List<int> test)
    {
        var severities = new int[clean.Count];
        var pixels = (byte[])clean.Pixels.Clone();
        var rows = corruption.On == CorruptedPart.Test ? test : [.. Enumerable.Range(0, clean.Count)];
        foreach (var row in rows)
        {
            var random = seed.RecipeStream(Purpose.Corruption, (uint)row);
            var severity = severities[row] = Severity(corruption.Severities, random);
            if (severity == 0) continue;
            var image = pixels.AsSpan(row * clean.Shape.Size, clean.Shape.Size);
            if (corruption.Kind == CorruptionKind.GaussianNoise)
                AddNoise(image, Corruption.Deviations(corruption.Table)[severity - 1], random);
            else JpegLoss.Apply(image, clean.Shape, Corruption.Qualities(corruption.Table)[severity - 1]);
        }

        return (clean.With(pixels), severities);
    }

    static int Severity(SeverityDistribution distribution, RandomStream random)
    {
        if (distribution == SeverityDistribution.Uniform) return random.NextInt(Corruption.Levels);
        var (u, severity) = (random.NextDouble(), 0);
        // P(Poisson(1) = s) = 1/(e·s!)
        for (var p = 1 / Math.E; u >= p && severity < Corruption.Levels - 1; p /= severity)
        {
            u -= p;
            severity++;
        }

        return distribution == SeverityDistribution.Poisson ? severity : Corruption.Levels - 1 - severity;
    }

    static void AddNoise(Span<byte> pixels, double deviation, RandomStream random)
    {
        foreach (ref var pixel in pixels)
            pixel = (byte)Math.Clamp(Math.Round(pixel + 255 * deviation * random.NextNormal(), MidpointRounding.ToEven), 0, 255);
    }
}
