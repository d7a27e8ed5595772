using LossActors.Structures.Tables;

namespace LossActors.Learning.Data;

/// <summary>What was read to train on, for people. Nothing is decided by it.</summary>
/// <param name="Places">Files, or folders of images, in full; empty for generated data.</param>
/// <param name="Shape">Of one sample.</param>
/// <param name="Columns">Names of the inputs; null where they have none.</param>
/// <param name="Classes">Their names as the files spell them, in the order of the labels.</param>
/// <param name="Splits">Training, validation, held back for proofs where there is such a split, test.</param>
/// <param name="Warnings">What is likely to be a mistake: a sentence each, with a remedy.</param>
/// <param name="Outputs">What belongs to the samples where it is no class; null for classes.</param>
public sealed record DataDescription(
    IReadOnlyList<string> Places, InputShape Shape, IReadOnlyList<string>? Columns, IReadOnlyList<string> Classes,
    IReadOnlyList<DataSplit> Splits, IReadOnlyList<string> Warnings, string? Outputs = null)
{
    /// <summary>Below so many samples a class is warned of.</summary>
    const int FewSamples = 10;

    /// <summary>A list of names in a warning.</summary>
    const int MostNames = 5;

    /// <summary>
    /// Files that this process has read already are not read again. A recipe describes its own by
    /// <see cref="Training.Recipe.Description"/>.
    /// </summary>
    /// <param name="seed">Decides which samples are in a split, and, but for generated data, not how many.</param>
    /// <exception cref="DataSetException">The files are missing, damaged, or not those that the recipe was pinned to.</exception>
    internal static DataDescription Of(DatasetSpec dataset, PairedSeed seed, int batch) => dataset is PooledSpec pooled
        ? OfFiles(pooled, seed, batch)
        : OfDrawn(DataDraw.From(Clean(dataset), seed), batch);

    static DataDescription OfFiles(PooledSpec spec, PairedSeed seed, int batch)
    {
        var pool = SamplePool.Of(spec);
        var (training, validation, test, proof) = Division.Rows(spec, pool, seed);
        DataSplit[] splits =
        [
            Split("training", training), Split("validation", validation),
            .. spec.Proof is null ? Array.Empty<DataSplit>() : [Split("held back for proofs", proof)],
            Split("test", test),
        ];
        var fromTraining = pool.TestStart < pool.Count ? splits[..^1] : splits;
        return new(
            spec.Places(), pool.Shape, pool.Columns, pool.ClassNames, splits,
            [
                .. spec.Doubt(pool) is var (_, doubt) ? [doubt] : Array.Empty<string>(),
                .. Alike(pool.ClassNames), .. Warn(pool.ClassNames, splits, fromTraining, batch, spec.Imbalance), .. Repeated(spec),
                .. spec.Remarks(),
            ],
            pool.Outputs?.Description);

        DataSplit Split(string name, List<int> rows) => DataSplit.Of(name, pool.Classes, rows.Select(row => pool.Labels[row]));
    }

    static DataDescription OfDrawn(DataDraw draw, int batch)
    {
        var names = SamplePool.Numbered(draw.Classes);
        DataSplit[] splits = [Split("training", draw.Training), Split("validation", draw.Validation), Split("test", draw.Test)];
        return new([], draw.Shape, null, names, splits, [.. Warn(names, splits, splits[..^1], batch)]);

        DataSplit Split(string name, Samples samples) => DataSplit.Of(name, draw.Classes, samples.Labels);
    }

    static DatasetSpec Clean(DatasetSpec generated) => generated switch
    {
        ClustersSpec clusters => clusters with { LabelNoise = 0 },
        SpiralSpec spiral => spiral with { LabelNoise = 0 },
        PlanarSpec planar => planar with { LabelNoise = 0 },
        _ => generated,
    };

    static IEnumerable<string> Alike(IReadOnlyList<string> names) => Spelling.Twins(names)
        .Select(twins => $"{Some("class", "classes", twins)} differ in spelling alone; if they are one, spell it alike everywhere");

    static IEnumerable<string> Repeated(PooledSpec spec)
    {
        var files = spec.Files().ToLookup(f => f.Part.StartsWith("test", StringComparison.Ordinal), f => DataSource.Hash(f.Path));
        if (files[true].Any() && files[true].All(files[false].Contains))
            yield return "the test files are training files too, byte for byte, so the test tells nothing new; name others, or none";
    }

    /// <param name="fromTraining">The splits that the training files, or points, were divided into.</param>
    /// <param name="imbalance">By which classes are made rarer in the first two splits; null: not.</param>
    static IEnumerable<string> Warn(
        IReadOnlyList<string> names, DataSplit[] splits, DataSplit[] fromTraining, int batch, double? imbalance = null)
    {
        var thinned = imbalance > 1 ? "lower dataset.imbalance, " : "";
        var nowhere = names.Where((_, k) => splits.All(s => s.ByClass[k] == 0)).ToList();
        if (nowhere.Count > 0)
            yield return $"there is no sample at all of {Some("class", "classes", nowhere)}; add some, or say how many classes there are";
        foreach (var (i, split) in splits.Index())
        {
            var missing = names.Where((name, k) => split.ByClass[k] == 0 && !nowhere.Contains(name)).ToList();
            if (missing.Count > 0)
                yield return $"{split.Name} has no sample of {Some("class", "classes", missing)}; "
                    + $"{(i < 2 ? thinned : "")}add samples, or change the splits' shares";
        }

        var few = names.Select((name, k) => (Name: name, Samples: fromTraining.Sum(s => s.ByClass[k])))
            .Where(c => c.Samples is > 0 and < FewSamples).Select(c => $"{Excerpt.Of(c.Name)} ({c.Samples})").ToList();
        if (few.Count > 0)
            yield return $"{Some("class", "classes", few)} {(few.Count == 1 ? "has" : "have")} fewer than {FewSamples} samples; "
                + $"{thinned}add some, or leave the class out";
        if (batch > splits[0].Count)
            yield return $"batch {batch} cannot be filled: there are {splits[0].Count} training samples, and each step takes them all; "
                + "lower evaluation.batch";
    }

    static string Some(string one, string many, IReadOnlyList<string> names) =>
        $"{(names.Count == 1 ? one : many)} {string.Join(", ", names.Take(MostNames).Select(Excerpt.Of))}"
        + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
}
