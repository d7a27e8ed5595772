using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// The data a recipe trains on, as its run file names them. <c>label-noise</c> is the share of training
/// and validation labels moved to another class, each other class alike; test labels are always clean.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ClustersSpec), "clusters")]
[JsonDerivedType(typeof(SpiralSpec), "spiral")]
[JsonDerivedType(typeof(GaussiansSpec), "gaussians")]
[JsonDerivedType(typeof(SinusoidSpec), "sinusoid")]
[JsonDerivedType(typeof(TwoSpiralsSpec), "two-spirals")]
[JsonDerivedType(typeof(CifarSpec), "cifar")]
[JsonDerivedType(typeof(IdxSpec), "idx")]
[JsonDerivedType(typeof(FashionMnistSpec), "fashion-mnist")]
[JsonDerivedType(typeof(NumpySpec), "numpy")]
[JsonDerivedType(typeof(CsvSpec), "csv")]
[JsonDerivedType(typeof(ImagesSpec), "images")]
[JsonDerivedType(typeof(Structured.MoleculesSpec), "molecules")]
[JsonDerivedType(typeof(Structured.LabelSetsSpec), "label-sets")]
[JsonDerivedType(typeof(Structured.RankingsSpec), "rankings")]
[JsonDerivedType(typeof(Structured.DescriptionsSpec), "descriptions")]
[JsonDerivedType(typeof(OwnSpec), "own")]
public abstract record DatasetSpec
{
    /// <summary>Numbers of generated data, at most: a gigabyte.</summary>
    const long MostNumbers = 1 << 28;

    /// <summary>
    /// The same data with the hash of their files' bytes written in, so that <see cref="Training.Recipe.Identity"/> needs no file
    /// any more and every machine can tell whether it has the same bytes. Reads the files; generated data return themselves.
    /// </summary>
    /// <exception cref="DataSetException">A file is missing or unreadable.</exception>
    public virtual DatasetSpec Pinned() => this;

    /// <summary>Without the places where files lie: what the data are, not where.</summary>
    internal virtual DatasetSpec WithoutPlaces() => this;

    /// <summary>True where the bytes that count are known: always for generated data, for files after <see cref="Pinned"/>.</summary>
    [JsonIgnore]
    public virtual bool IsPinned => true;

    /// <summary>Keys below <c>dataset</c> that say where files lie and not what the data are.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> PlaceKeys => [];

    /// <summary>Whether reading them downloads nothing.</summary>
    internal virtual bool IsOnHand => true;

    /// <summary>Number of classes of the labels.</summary>
    [JsonIgnore]
    public abstract int ClassCount { get; }

    /// <summary>What is wrong with the values, as (key below <c>dataset</c>, sentence).</summary>
    internal abstract IEnumerable<(string Key, string Problem)> Problems();

    /// <summary>Says when generated data would be too large, by the key to lower.</summary>
    /// <param name="samples">The key that asks for most samples.</param>
    /// <param name="count">Samples of all splits.</param>
    /// <param name="wide">The key that says how many numbers a sample has; null: it is not asked for.</param>
    /// <param name="numbers">Of a sample.</param>
    internal static IEnumerable<(string, string)> Sizes(
        (string Key, int Value) samples, long count, (string Key, int Value)? wide, int numbers)
    {
        if (count * numbers <= MostNumbers) yield break;
        var (key, value) = wide is { } w && numbers > count ? w : samples;
        yield return (
            key,
            $"is {value}, which makes {count} samples of {numbers} numbers; "
            + $"at most {MostNumbers} numbers in all are generated, so lower it");
    }

    internal static IEnumerable<(string, string)> Shares(
        double labelNoise, double? validation = null, double? heldBack = null, double? proof = null)
    {
        if (!(labelNoise >= 0 && labelNoise < 1)) yield return ("label-noise", $"is {labelNoise}; it is a share of the labels, in [0, 1)");
        if (validation is { } v && !(v > 0 && v < 1))
            yield return ("validation", $"is {v}; it is a share of the training files, in (0, 1)");
        if (heldBack is { } h && !(h > 0 && h < 1)) yield return ("held-back", $"is {h}; it is a share of the training files, in (0, 1)");
        if (proof is { } p && !(p > 0 && p < 1)) yield return ("proof", $"is {p}; it is a share of the training files, in (0, 1)");
        (string Key, double? Share)[] all = [("proof", proof), ("held-back", heldBack), ("validation", validation)];
        var shares = all.Where(s => s.Share is not null).ToList();
        if (shares.Count < 2 || shares.Sum(s => s.Share!.Value) is not (>= 1 and var taken)) yield break;
        // The usual values leave enough, so the largest is one that somebody chose.
        var largest = shares.MaxBy(s => s.Share).Key;
        yield return (
            largest,
            $"and {string.Join(" and ", shares.Select(s => s.Key).Where(k => k != largest))} together take {taken} of the samples; "
            + "leave some to train on");
    }
}
