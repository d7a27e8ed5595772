using System.Text;
using LossActors.Host.Configuration;
using LossActors.Learning.Data;
using LossActors.Persistence.Addresses;

namespace LossActors.Host.Reports;

/// <summary>Files and folders that the user names to be written.</summary>
public static class OutputFile
{
    /// <summary>A disk without room for so much is full.</summary>
    const int LeastRoom = 1 << 16;

    /// <summary>Linux's ENOSPC.</summary>
    const int NoSpace = 28;

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What SQLite keeps beside a database.</summary>
    static readonly string[] BesideJournal = ["-wal", "-shm", "-journal"];

    /// <exception cref="ConfigurationException">It cannot be written, or is a journal or a run file.</exception>
    public static void Write(string path, string text) => Try(path, () =>
    {
        Spare(path);
        File.WriteAllText(path, text, Utf8);
    });

    /// <summary>Before long work: finds out whether the file can be written, and leaves it as it is.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void Check(FileInfo? file)
    {
        if (file is null) return;
        Try(file.FullName, () => Spare(file.FullName));
        CheckAny(file);
    }

    /// <summary>Before the work: that no file which is to be written is one that the work itself reads, or keeps its journal in.</summary>
    /// <param name="outputs">Null: none is asked for.</param>
    /// <param name="journal">Its address.</param>
    /// <param name="read">Looked at where an output is there already.</param>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void CheckApart(IEnumerable<FileInfo?> outputs, string journal, IEnumerable<string> read)
    {
        var kept = JournalAddress.Parse(journal) is { Kind: JournalKind.Sqlite, Location: var location }
            ? BesideJournal.Prepend("").Select(ending => Real(location) + ending).ToArray()
            : [];
        foreach (var output in outputs.OfType<FileInfo>())
        {
            Try(output.FullName, () =>
            {
                var real = Real(output.FullName);
                if (kept.Contains(real)) throw Spared(output.FullName, "is the journal");
                if (output.Exists && read.Any(path => Real(path) == real)) throw Spared(output.FullName, "is read by this work");
            });
        }
    }

    /// <summary>As <see cref="Check"/>, of a file that may be a journal.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void CheckAny(FileInfo file) => Try(file.FullName, () =>
    {
        if (!file.Exists)
        {
            TryOut(file.FullName);
            return;
        }

        RefuseWaiting(file.FullName);

        using (var open = file.Open(FileMode.Open, FileAccess.Write))
        {
            // A pipe or a terminal would pass on what is tried.
            if (!open.CanSeek) return;
            if (Target(file) is { DirectoryName: "/dev" })
            {
                open.WriteByte((byte)' ');
                return;
            }
        }

        // What is there gives its room to what is written over it.
        if (Target(file).Length < LeastRoom) TryOutBeside(file);
    });

    /// <summary>Makes a folder where it is not there yet, and finds out whether files can be written to it.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void Folder(string path) => Try(path, () => TryOutFolder(path), isFolder: true);

    /// <summary>Before long work: finds out what <see cref="Folder"/> would, and leaves all as it is.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void CheckFolder(string path) => Try(path, () =>
    {
        var absent = new List<string>();
        for (var at = Path.GetFullPath(path); !Path.Exists(at) && Path.GetDirectoryName(at) is { } above; at = above) absent.Add(at);
        try
        {
            TryOutFolder(path);
        }
        finally
        {
            foreach (var made in absent.Where(f => Directory.Exists(f) && !Directory.EnumerateFileSystemEntries(f).Any()))
                Directory.Delete(made);
        }
    }, isFolder: true);

    /// <summary>What nobody means to lose for a report.</summary>
    static void Spare(string path)
    {
        if (path.EndsWith(".conf", StringComparison.OrdinalIgnoreCase))
            throw Spared(path, "is named as run files are");
        RefuseWaiting(path);
        var journals = BesideJournal.Where(path.EndsWith).Select(ending => path[..^ending.Length]);
        if (journals.Append(path).Any(IsDatabase))
            throw Spared(path, "is a journal");
    }

    /// <summary>A named pipe is opened when somebody reads from it: now for the check, and once more for the text.</summary>
    static void RefuseWaiting(string path)
    {
        if (File.Exists(path) && FileKind.Odd(Target(new(path)).FullName) is { } kind and not "a device")
            throw Spared(path, $"is {kind}");
    }

    static ConfigurationException Spared(string path, string because) =>
        new(path, $"is not written to, since it {because}; name another file");

    static bool IsDatabase(string path)
    {
        Span<byte> start = stackalloc byte[16];
        // Reading from a pipe or a terminal waits for somebody to write; neither has a length.
        if (!File.Exists(path) || Target(new(path)) is not { Exists: true } target || target.Length < start.Length) return false;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && start.SequenceEqual("SQLite format 3\0"u8);
    }

    /// <summary>The same for all paths to one file, also where no file is yet.</summary>
    static string Real(string path)
    {
        var whole = Path.GetFullPath(path);
        var file = new FileInfo(whole);
        if (file.LinkTarget is not null && Target(file) is { } target && target.FullName != whole) return Real(target.FullName);
        return Path.GetDirectoryName(whole) is { } above ? Path.Join(Real(above), Path.GetFileName(whole)) : whole;
    }

    /// <summary>What a link leads to, at last; what is no link itself.</summary>
    static FileInfo Target(FileInfo file) => (FileInfo?)file.ResolveLinkTarget(returnFinalTarget: true) ?? file;

    static void TryOutBeside(FileInfo file)
    {
        try
        {
            TryOut(Path.Combine(file.DirectoryName!, Path.GetRandomFileName()));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException { HResult: not NoSpace })
        {
            // The file may be written, and none beside it may be made: whether there is room shows later.
        }
    }

    static void TryOutFolder(string path)
    {
        Directory.CreateDirectory(path);
        TryOut(Path.Combine(path, Path.GetRandomFileName()));
    }

    /// <summary>Writes a file that is not there, and takes it away again.</summary>
    static void TryOut(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose);
        file.Write(new byte[LeastRoom]);
        file.Flush(flushToDisk: true);
    }

    static void Try(string path, Action write, bool isFolder = false)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException(path, $"cannot be written: {Why(path, e, isFolder)}");
        }
    }

    static string Why(string path, Exception e, bool isFolder) => e switch
    {
        _ when isFolder && File.Exists(path) => "it is a file; name a folder",
        DirectoryNotFoundException or FileNotFoundException when isFolder => "no folder can be there; name another place",
        _ when !isFolder && Directory.Exists(path) => "it is a folder; name a file in it",
        DirectoryNotFoundException when FileAbove(path) is { } file => $"'{file}' is a file and no folder; name another place",
        DirectoryNotFoundException => "its folder is not there; make it first",
        UnauthorizedAccessException => "you may not write there; name another place",
        PathTooLongException => "the name is too long",
        // The path is said already.
        _ => e.Message.Split(" : '")[0].TrimEnd('.'),
    };

    static string? FileAbove(string path)
    {
        var above = Path.GetDirectoryName(path);
        while (above is { Length: > 0 } && !Path.Exists(above)) above = Path.GetDirectoryName(above);
        return File.Exists(above) ? above : null;
    }
}
