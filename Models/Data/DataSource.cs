using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LossActors.Models.Data;

/// <summary>The files behind a data set: where they are and what bytes they hold. Safe for many threads.</summary>
public static class DataSource
{
    static readonly ConcurrentDictionary<(string Path, long Length, long Written), string> Hashes = new();

    /// <summary>
    /// SHA-256, hex, over the bytes of a data set's files and the part that each plays; file names and folders do not count.
    /// A file is read once per process and again only when its length or time of change differs.
    /// </summary>
    /// <exception cref="DataSetException">A file is missing or unreadable.</exception>
    public static string ContentHash(DatasetSpec spec) => Combine(Files(spec).Select(f => (f.Part, Hash(f.Path))));

    internal static string Combine(IEnumerable<(string Part, string Hash)> files) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{f.Part} {f.Hash}\n")))));

    /// <summary>The files of a data set in a fixed order, each with the part it plays; none for generated data.</summary>
    /// <exception cref="DataSetException">A file is missing.</exception>
    internal static IReadOnlyList<(string Part, string Path)> Files(DatasetSpec spec) => spec switch
    {
        CifarSpec cifar => CifarFiles(cifar),
        IdxSpec idx => IdxFiles(idx),
        _ => [],
    };

    static List<(string, string)> CifarFiles(CifarSpec spec)
    {
        var folder = Locate(spec.Path, Directory.Exists)
            ?? throw new DataSetException($"{spec.Path}: there is no such folder; dataset.path names the folder of CIFAR's .bin files{Hint(spec.Path)}.");
        string[] training = spec.Labels == CifarLabels.Cifar10
            ? [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}.bin")]
            : ["train.bin"];
        var test = spec.Labels == CifarLabels.Cifar10 ? "test_batch.bin" : "test.bin";
        var found = training.Select(name => Path.Combine(folder, name)).Where(File.Exists).Select(path => ("train", path)).ToList();
        if (found.Count == 0) throw new DataSetException($"{Path.Combine(folder, training[0])}: there is no such file; unpack the binary version of the data set there.");
        var testPath = Path.Combine(folder, test);
        if (!File.Exists(testPath)) throw new DataSetException($"{testPath}: there is no such file; unpack the binary version of the data set there.");
        found.Add(("test", testPath));
        return found;
    }

    static List<(string, string)> IdxFiles(IdxSpec spec)
    {
        var found = new List<(string, string)> { ("images", Find("images", spec.Images)), ("labels", Find("labels", spec.Labels)) };
        if (spec is { TestImages: { } images, TestLabels: { } labels })
        {
            found.Add(("test-images", Find("test-images", images)));
            found.Add(("test-labels", Find("test-labels", labels)));
        }

        return found;

        static string Find(string key, string path) => Locate(path, File.Exists)
            ?? throw new DataSetException($"{path}: there is no such file; dataset.{key} names an IDX file, plain or .gz{Hint(path)}.");
    }

    internal static string? Locate(string path, Func<string, bool> exists)
    {
        if (exists(path)) return Path.GetFullPath(path);
        return !Path.IsPathRooted(path) && Environment.GetEnvironmentVariable("LOSSACTORS_DATA") is { Length: > 0 } root && exists(Path.Combine(root, path))
            ? Path.GetFullPath(Path.Combine(root, path))
            : null;
    }

    internal static string Hint(string path) =>
        Path.IsPathRooted(path) ? "" : ", looked for below the current folder and below $LOSSACTORS_DATA";

    internal static string Hash(string path) => Reading(path, () =>
    {
        var info = new FileInfo(path);
        var key = (path, info.Length, info.LastWriteTimeUtc.Ticks);
        if (Hashes.TryGetValue(key, out var known)) return known;
        using var file = File.OpenRead(path);
        return Hashes[key] = Convert.ToHexStringLower(SHA256.HashData(file));
    });

    /// <summary>What the system says about a file becomes one sentence with the remedy.</summary>
    internal static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataSetException($"{path}: this user may not read it; change its permissions.", e);
        }
        catch (IOException e)
        {
            throw new DataSetException($"{path}: it cannot be read ({e.Message.TrimEnd('.')}); check the disk and the path.", e);
        }
    }
}
