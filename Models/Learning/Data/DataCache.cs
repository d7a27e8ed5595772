using System.Formats.Tar;
using System.IO.Compression;

namespace LossActors.Learning.Data;

/// <summary>
/// Published data sets in a folder of this user, fetched on first use. Several processes may ask at once: one fetches, the others wait. A
/// folder appears under its name only when all its files are whole.
/// </summary>
sealed class DataCache(string root, Fetcher fetcher)
{
    static readonly Lock Gate = new();

    /// <summary>Below $XDG_CACHE_HOME or ~/.cache. $LOSSACTORS_MIRROR, if set, is asked in the place of the publishers.</summary>
    /// <exception cref="DataSetException">$LOSSACTORS_MIRROR is no address.</exception>
    public static DataCache OfUser => new(
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache)
                ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "lossactors"),
        new(Mirror(Environment.GetEnvironmentVariable("LOSSACTORS_MIRROR"))));

    /// <summary>The folder of the files; fetches what is not there.</summary>
    /// <exception cref="DataSetException">The files cannot be had; what has come is kept for the next attempt.</exception>
    public string Folder(Publication publication)
    {
        var folder = Path.Combine(root, publication.Folder);
        lock (Gate)
        {
            if (Directory.Exists(folder)) return folder;
            return DataSource.Reading(root, () =>
            {
                Directory.CreateDirectory(root);
                using var turn = Turn(folder + ".lock");
                if (!Directory.Exists(folder)) Fill(publication, folder);
                return folder;
            });
        }
    }

    public bool Has(Publication publication) => Directory.Exists(Path.Combine(root, publication.Folder));

    static Uri? Mirror(string? address) =>
        string.IsNullOrEmpty(address) ? null
        : Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var mirror) && mirror.Scheme is ("http" or "https") ? mirror
        : throw new DataSetException($"LOSSACTORS_MIRROR is {address}; it is an address such as http://mirror/data.");

    void Fill(Publication publication, string folder)
    {
        var filling = folder + ".new";
        if (Directory.Exists(filling)) Directory.Delete(filling, recursive: true);
        var fetched = publication.Files.Select(f => (File: f, Path: fetcher.Fetch(publication.Name, f, root, folder))).ToList();
        Directory.CreateDirectory(filling);
        foreach (var (file, path) in fetched)
        {
            if (file.IsArchive) Unpack(path, publication, filling);
            else File.Copy(path, Path.Combine(filling, file.Name));
        }

        foreach (var member in publication.Members)
            if (!File.Exists(Path.Combine(filling, member)))
                throw new DataSetException($"{fetched[0].Path}: the archive of {publication.Name} holds no {publication.Folder}/{member}.");
        Directory.Move(filling, folder);
        foreach (var (_, path) in fetched) File.Delete(path);
    }

    /// <summary>Takes the members alone, by their names: nothing else in an archive gets a place on the disk.</summary>
    static void Unpack(string path, Publication publication, string target)
    {
        using var archive = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
            if (publication.Members.FirstOrDefault(m => entry.Name == $"{publication.Folder}/{m}") is { } member)
                entry.ExtractToFile(Path.Combine(target, member), overwrite: true);
    }

    /// <summary>Held by one process at a time, and by none that died.</summary>
    static FileStream Turn(string path)
    {
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                Thread.Sleep(200);
            }
        }
    }
}
