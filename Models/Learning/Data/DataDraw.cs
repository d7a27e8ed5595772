using System.Collections.Concurrent;

namespace LossActors.Learning.Data;

/// <summary>
/// One draw of a data set: all that one training sees. Training and validation labels may be noisy, test labels are clean.
/// </summary>
/// <param name="Test">The clean split that was asked for; empty for none.</param>
/// <param name="Augmentation">How training images change at every step; null for not at all.</param>
/// <param name="Outputs">What belongs to each row of the inputs where that is a structure; the labels are then all 0.</param>
/// <param name="Known">
/// Rows whose outputs may be known, whether or not they are trained on: those of no validation, test or proof sample. Null for classes.
/// </param>
public sealed record DataDraw(
    InputShape Shape, int Classes, Inputs Inputs, Samples Training, Samples Validation, Samples Test, Augmentation? Augmentation = null,
    StructuredOutputs? Outputs = null, int[]? Known = null)
{
    const int MostKept = 64;
    const long LargestKept = 1 << 20;

    static readonly ConcurrentDictionary<(DatasetSpec, PairedSeed, CleanSplit), Lazy<DataDraw>> Kept = new();

    /// <summary>
    /// Draws or splits the data from a paired seed: the same seed gives the same bits on every machine. Losses of a search meet
    /// the same draws again and again, so small ones are kept for all lanes of the process.
    /// </summary>
    /// <param name="clean">
    /// Generated data have no test points for <see cref="CleanSplit.None"/>; whatever is asked for, what else is drawn stays the same.
    /// </param>
    /// <exception cref="DataSetException">The files are missing, damaged, or not those that the recipe was pinned to.</exception>
    public static DataDraw From(DatasetSpec spec, PairedSeed seed, CleanSplit clean = CleanSplit.Test)
    {
        var withTest = clean != CleanSplit.None;
        var size = spec switch
        {
            ClustersSpec c => (2L * c.Points + (withTest ? c.TestPoints : 0)) * c.Dimensions,
            SpiralSpec s => 6L * s.Classes * s.Points,
            PlanarSpec p => 2 * (2L * p.Points + (withTest ? p.TestPoints : 0)),
            _ => 0,
        };
        if (size > LargestKept) return Make(spec, seed, clean);
        if (Kept.Count >= MostKept) Kept.Clear();
        // The split of files is the same for all trainings of a draw.
        var key = (spec, size == 0 ? seed with { Training = 0 } : seed, clean);
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

    static DataDraw Make(DatasetSpec spec, PairedSeed seed, CleanSplit clean) => spec switch
    {
        ClustersSpec clusters => Clusters.Draw(clusters, seed, clean != CleanSplit.None),
        SpiralSpec spiral => Spiral.Draw(spiral, seed),
        PlanarSpec planar => Planar.Draw(planar, seed, clean != CleanSplit.None),
        PooledSpec pooled => Division.Draw(pooled, seed, clean),
        _ => throw new ArgumentException($"No generator or reader for {spec.GetType().Name}.", nameof(spec)),
    };
}
