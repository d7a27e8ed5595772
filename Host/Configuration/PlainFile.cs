namespace LossActors.Host.Configuration;

/// <summary>Texts that the user names. What is no plain file tells no length, and may have no end.</summary>
static class PlainFile
{
    /// <param name="most">Bytes that are read; one more shows that there are more.</param>
    /// <returns>What was read, and the length where the file tells one.</returns>
    public static (byte[] Bytes, long? Length) Read(string path, long most)
    {
        using var file = File.OpenRead(path);
        var length = file.CanSeek && file.Length > 0 ? file.Length : (long?)null;
        var bytes = new byte[Math.Min(length ?? long.MaxValue, most + 1)];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return (bytes[..count], length);
    }
}
