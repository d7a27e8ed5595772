namespace LossActors.Models.Data;

/// <summary>One draw of a data set: all that one training sees. Training and validation labels may be noisy, test labels are clean.</summary>
public sealed record DataDraw(InputShape Shape, int Classes, Inputs Inputs, Samples Training, Samples Validation, Samples Test)
{
    /// <summary>Draws or splits the data from a paired seed: the same seed gives the same bits on every machine.</summary>
    /// <exception cref="DataSetException">The files are missing, damaged, or not those that the recipe was pinned to.</exception>
    public static DataDraw From(DatasetSpec spec, PairedSeed seed) => spec switch
    {
        ClustersSpec clusters => Clusters.Draw(clusters, seed),
        SpiralSpec spiral => Spiral.Draw(spiral, seed),
        CifarSpec cifar => ImageSplit.Draw(ImagePool.Of(cifar), seed, cifar.Validation, 0, cifar.LabelNoise, cifar.Normalisation),
        IdxSpec idx => ImageSplit.Draw(
            ImagePool.Of(idx), seed, idx.Validation, idx.TestImages is null ? idx.HeldBack : 0, idx.LabelNoise, idx.Normalisation),
        _ => throw new ArgumentException($"No generator or reader for {spec.GetType().Name}.", nameof(spec)),
    };
}
