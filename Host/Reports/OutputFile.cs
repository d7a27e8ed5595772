using System.Text;
using LossActors.Host.Configuration;

namespace LossActors.Host.Reports;

/// <summary>Files and folders that the user names to be written.</summary>
public static class OutputFile
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="ConfigurationException">It cannot be written.</exception>
    public static void Write(string path, string text) => Try(path, () => File.WriteAllText(path, text, Utf8));

    /// <summary>Before long work: finds out whether the file can be written, and leaves it as it is.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void Check(FileInfo? file)
    {
        if (file is null) return;
        Try(file.FullName, () =>
        {
            var isNew = !file.Exists;
            using (file.Open(FileMode.OpenOrCreate, FileAccess.Write))
            {
            }

            if (isNew) File.Delete(file.FullName);
        });
    }

    /// <summary>Makes a folder where it is not there yet.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void Folder(string path) => Try(path, () => Directory.CreateDirectory(path));

    static void Try(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationException(path, $"cannot be written: {Why(path, e)}");
        }
    }

    static string Why(string path, Exception e) => e switch
    {
        _ when Directory.Exists(path) => "it is a folder; name a file in it",
        DirectoryNotFoundException => "its folder is not there; make it first",
        UnauthorizedAccessException => "you may not write there; name another place",
        PathTooLongException => "the name is too long",
        _ => e.Message,
    };
}
