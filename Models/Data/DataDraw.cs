using System.Collections.Concurrent;

namespace LossActors.Models.Data;

/// <summary>One draw of a data set: all that one training sees. Training and validation labels may be noisy, test labels are clean.</summary>
/// <param name="Test">Empty where it was not asked for.</param>
public sealed record DataDraw(InputShape Shape, int Classes, Inputs Inputs, Samples Training, Samples Validation, Samples Test)
{
    const int MostKept = 64;
    const long LargestKept = 1 << 20;

    static readonly ConcurrentDictionary<(DatasetSpec, PairedSeed, bool), Lazy<DataDraw>> Kept = new();

    /// <summary>
    /// Draws or splits the data from a paired seed: the same seed gives the same bits on every machine. Losses of a search meet
    /// the same draws again and again, so small ones are kept for all lanes of the process.
    /// </summary>
    /// <param name="withTest">Without it generated data have no test points; what else is drawn stays the same.</param>
    /// <exception cref="DataSetException">The files are missing, damaged, or not those that the recipe was pinned to.</exception>
    public static DataDraw From(DatasetSpec spec, PairedSeed seed, bool withTest = true)
    {
        var size = spec switch
        {
            ClustersSpec c => (2L * c.Points + (withTest ? c.TestPoints : 0)) * c.Dimensions,
            SpiralSpec s => 6L * s.Classes * s.Points,
            _ => 0,
        };
        if (size > LargestKept) return Make(spec, seed, withTest);
        if (Kept.Count >= MostKept) Kept.Clear();
        // The split of files is the same for all trainings of a draw.
        var key = (spec, size == 0 ? seed with { Training = 0 } : seed, withTest);
        try
        {
            return Kept.GetOrAdd(key, k => new(() => Make(k.Item1, k.Item2, k.Item3))).Value;
        }
        catch (DataSetException)
        {
            Kept.TryRemove(key, out _);
            throw;
        }
    }

    static DataDraw Make(DatasetSpec spec, PairedSeed seed, bool withTest) => spec switch
    {
        ClustersSpec clusters => Clusters.Draw(clusters, seed, withTest),
        SpiralSpec spiral => Spiral.Draw(spiral, seed),
        CifarSpec cifar => ImageSplit.Draw(ImagePool.Of(cifar), seed, cifar.Validation, 0, cifar.LabelNoise, cifar.Normalisation),
        IdxSpec idx => ImageSplit.Draw(
            ImagePool.Of(idx), seed, idx.Validation, idx.TestImages is null ? idx.HeldBack : 0, idx.LabelNoise, idx.Normalisation),
        _ => throw new ArgumentException($"No generator or reader for {spec.GetType().Name}.", nameof(spec)),
    };
}
