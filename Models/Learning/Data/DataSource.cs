using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace LossActors.Learning.Data;

/// <summary>The files behind a data set: where they are and what bytes they hold. Safe for many threads.</summary>
public static class DataSource
{
    static readonly ConcurrentDictionary<(string Path, long Length, long Written), string> Hashes = new();

    /// <summary>Is told, in a sentence, of what takes long: a download. By default nobody is.</summary>
    public static Action<string> Announce { get; set; } = _ => { };

    /// <summary>
    /// SHA-256, hex, over the bytes of a data set's files and the part that each plays; file names and folders do not count.
    /// A file is read once per process and again only when its length or time of change differs.
    /// </summary>
    /// <exception cref="DataSetException">A file is missing or unreadable.</exception>
    public static string ContentHash(DatasetSpec spec) =>
        Combine((spec as PooledSpec)?.Files().Select(f => (f.Part, Hash(f.Path))) ?? []);

    internal static string Combine(IEnumerable<(string Part, string Hash)> files) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files.Select(f => $"{f.Part} {f.Hash}\n")))));

    /// <summary>
    /// Looks for a relative path below the current folder, below $LOSSACTORS_DATA and then beside the run file: the recipe keeps the path
    /// as it was written, so that every machine and every later start looks in its own places first.
    /// </summary>
    /// <param name="beside">The run file's folder, or null.</param>
    internal static string? Locate(string path, string? beside, Func<string, bool> exists) =>
        Places(path, beside).FirstOrDefault(exists) is { } found ? Path.GetFullPath(found) : null;

    /// <exception cref="DataSetException">There is no such file.</exception>
    internal static string LocateFile(string path, string? beside, string remedy) =>
        Locate(path, beside, File.Exists) ?? throw Missing("file", path, beside, remedy);

    internal static DataSetException Missing(string kind, string path, string? beside, string remedy)
    {
        var places = $"below the current folder ({Directory.GetCurrentDirectory()}){(beside is null ? " and" : ",")} below $LOSSACTORS_DATA"
            + (beside is null ? "" : $" and beside the run file ({beside})");
        (string Kind, Func<string, bool> Exists) other = kind == "file" ? ("folder", Directory.Exists) : ("file", File.Exists);
        if (Locate(path, beside, other.Exists) is not null) return new($"{path}: it is a {other.Kind}; {remedy}.");
        return new($"{path}: there is no such {kind}; {remedy}{(Path.IsPathRooted(path) ? "" : $", looked for {places}")}.");
    }

    static IEnumerable<string> Places(string path, string? beside)
    {
        yield return path;
        if (Path.IsPathRooted(path)) yield break;
        if (Environment.GetEnvironmentVariable("LOSSACTORS_DATA") is { Length: > 0 } root) yield return Path.Combine(root, path);
        if (beside is not null) yield return Path.Combine(beside, path);
    }

    /// <summary>Of a file or folder, without the folders that it lies in: for what is shown to others.</summary>
    public static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

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
            return FileKind.Odd(path) is { } kind
                ? throw new DataSetException(
                    $"{path}: it is {kind}, and is read more than once; write what it gives into a file, and name that.")
                : read();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new DataSetException($"{path}: this user may not read it; change its permissions.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataSetException($"{path}: there is no such file, or it is a link to none; put it there, or correct the path.", e);
        }
        catch (IOException e)
        {
            throw new DataSetException($"{path}: it cannot be read ({e.Message.TrimEnd('.')}); check the disk and the path.", e);
        }
    }
}
