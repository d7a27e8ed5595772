using System.Text.Json.Serialization;

namespace LossActors.Learning.Data;

/// <summary>
/// Samples read from files and divided, class by class, into training, validation, test and, where asked for, samples for proofs alone.
/// </summary>
public abstract record PooledSpec : DatasetSpec
{
    /// <summary>Share of the training files' samples that selects among losses, in (0, 1).</summary>
    public abstract double Validation { get; init; }

    /// <summary>Share of training and validation labels moved to another class, in [0, 1).</summary>
    public abstract double LabelNoise { get; init; }

    public abstract Normalisation Normalisation { get; init; }

    /// <summary>SHA-256 of the files' bytes, hex; written by <see cref="DatasetSpec.Pinned"/>.</summary>
    public abstract string? Content { get; init; }

    /// <summary>The run file's folder, in which relative paths are looked for last; null where no run file names the data.</summary>
    public string? Beside { get; init; }

    /// <summary>
    /// Share of the training files' samples that proofs alone see: not trained on, not selected with, in no comparison; their labels are
    /// clean. The recipe's seed decides which. In (0, 1); null for none, and then proofs are scored on the test split.
    /// </summary>
    public double? Proof { get; init; }

    /// <summary>
    /// How many times rarer the last class is than the first among training and validation samples; those between fall off
    /// geometrically (arXiv 1901.05555). At least 1; null as the files have it. Test samples all stay.
    /// </summary>
    public double? Imbalance { get; init; }

    /// <summary>Noise of different severities on the pixels; null for none.</summary>
    public Corruption? Corruption { get; init; }

    /// <summary>Random changes of training images at every step; null for none.</summary>
    public Augmentation? Augmentation { get; init; }

    [JsonIgnore]
    public override bool IsPinned => Content is not null;

    public override DatasetSpec Pinned() => this with { Content = DataSource.ContentHash(this) };

    /// <summary>Share of the training files' samples that becomes the test split; 0 where there are test files.</summary>
    internal abstract double HeldBackShare { get; }

    /// <summary>What, beside the bytes, decides the pool that is read.</summary>
    internal abstract string Form { get; }

    /// <summary>The files in a fixed order, each with the part it plays.</summary>
    /// <exception cref="DataSetException">A file is missing.</exception>
    internal abstract IReadOnlyList<(string Part, string Path)> Files();

    /// <summary>Files that the keys <c>path</c> and <c>test-path</c> name.</summary>
    /// <param name="path">One file, or several, separated by line ends.</param>
    /// <param name="testPath">Null for none.</param>
    /// <param name="what">They are, for who named one that is not there.</param>
    private protected IReadOnlyList<(string Part, string Path)> TrainingAndTest(string path, string? testPath, string what)
    {
        var training = path.Split('\n').Select(file => ("train", Find("path", file)));
        return testPath is null ? [.. training] : [.. training, ("test", Find("test-path", testPath))];

        string Find(string key, string file) => DataSource.LocateFile(file, Beside, $"dataset.{key} names {what}");
    }

    /// <summary>What people take for the data: the files, or the folders that hold too many to name.</summary>
    internal virtual IReadOnlyList<string> Places() => [.. Files().Select(f => f.Path)];

    /// <summary>Why these may be no data for losses of classes, with a remedy, and the key that says they are; null: nothing speaks for
    /// that.</summary>
    internal virtual (string Key, string Doubt)? Doubt(SamplePool pool) => null;

    /// <summary>What lies there and was passed over, or does not lie there and is not needed: a sentence each.</summary>
    internal virtual IEnumerable<string> Remarks() => [];

    /// <exception cref="DataSetException">The bytes are no such data.</exception>
    internal abstract SamplePool Read(IReadOnlyList<DataFile> files);

    internal override IEnumerable<(string Key, string Problem)> Problems()
    {
        foreach (var p in Shares(LabelNoise, Validation, HeldBackShare == 0 ? null : HeldBackShare, Proof)) yield return p;
        if (Imbalance is { } ratio && !(ratio >= 1 && double.IsFinite(ratio)))
            yield return ("imbalance", $"is {ratio}; it is how many times rarer the last class is than the first, at least 1");
        if (Augmentation is { Crop: < 0 or > 1024 })
            yield return ("augmentation.crop", $"is {Augmentation.Crop}; it is a number of pixels, 0 to 1024");
    }
}
