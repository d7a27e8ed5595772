using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace LossActors.Learning.Data;

/// <summary>
/// The samples and clean labels of a file data set, read once per process and shared by all lanes. Rows from <see cref="TestStart"/> on are
/// the test files'; equal to the count where there are none.
/// </summary>
/// <param name="classNames">As the files spell them; label k is the k-th.</param>
abstract class SamplePool(InputShape shape, IReadOnlyList<string> classNames, int[] labels, int testStart)
{
    static readonly ConcurrentDictionary<string, Lazy<SamplePool>> Loaded = new();

    public InputShape Shape => shape;

    public int Classes => classNames.Count;

    public IReadOnlyList<string> ClassNames => classNames;

    /// <summary>Names of the inputs; null where they have none.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>What belongs to the samples, by row, where that is a structure; null for classes.</summary>
    public StructuredOutputs? Outputs { get; init; }

    public int Count => labels.Length;

    public int TestStart => testStart;

    public int[] Labels => labels;

    /// <summary>Names of classes that are numbers from 0.</summary>
    public static IReadOnlyList<string> Numbered(int classes) =>
        [.. Enumerable.Range(0, classes).Select(k => k.ToString(CultureInfo.InvariantCulture))];

    /// <param name="training">The rows whose statistics count.</param>
    public abstract Inputs Normalised(List<int> training, Normalisation normalisation);

    /// <summary>Contents are the key, so what was read under a content hash stays true whatever becomes of the files.</summary>
    /// <exception cref="DataSetException">The files are missing, damaged, or not those that the recipe was pinned to.</exception>
    public static SamplePool Of(PooledSpec spec)
    {
        var content = spec.Content ?? DataSource.ContentHash(spec);
        var key = $"{content} {spec.Form}";
        try
        {
            return Loaded.GetOrAdd(key, _ => new(() => spec.Read(Read(spec, content)))).Value;
        }
        catch (DataSetException)
        {
            Loaded.TryRemove(key, out _);
            throw;
        }
    }

    static List<DataFile> Read(PooledSpec spec, string content)
    {
        var files = spec.Files()
            .Select(f => new DataFile(f.Part, f.Path, DataSource.Reading(f.Path, () => File.ReadAllBytes(f.Path)))).ToList();
        var found = DataSource.Combine(files.Select(f => (f.Part, Convert.ToHexStringLower(SHA256.HashData(f.Bytes)))));
        return found == content
            ? files
            : throw new DataSetException(
                $"{files[0].Path}{(files.Count > 1 ? " and its companions" : "")}: the bytes are not those of the recipe "
                + $"(content {found[..12]}…, recipe {content[..Math.Min(12, content.Length)]}…); "
                + "restore the files or found a new run on these.");
    }
}

/// <summary>A file as it was read.</summary>
sealed record DataFile(string Part, string Path, byte[] Bytes);
