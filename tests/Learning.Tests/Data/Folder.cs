using System.IO.Compression;
using LossActors.Learning.Data;

namespace LossActors.Learning.Tests.Data;

/// <summary>A folder of its own for a test's files.</summary>
sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lossactors").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, params byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public string WriteZipped(string name, params byte[] bytes)
    {
        using var file = File.Create(this[name]);
        using var zip = new GZipStream(file, CompressionLevel.Fastest);
        zip.Write(bytes);
        return this[name];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Images of so many classes, one after another, in IDX files.</summary>
    /// <param name="dimensions">[images, …]</param>
    public IdxSpec Images(int classes, int[] dimensions, Func<int, byte> at) => new(
        Write("images", Idx(dimensions, at)), Write("labels", Idx(dimensions[..1], i => (byte)(i % classes))), Classes: classes);

    /// <summary>An IDX file of bytes with these dimensions; data that are shorter repeat.</summary>
    public static byte[] Idx(int[] dimensions, Func<int, byte> at)
    {
        var header = new List<byte> { 0, 0, 8, (byte)dimensions.Length };
        foreach (var d in dimensions) header.AddRange([(byte)(d >> 24), (byte)(d >> 16), (byte)(d >> 8), (byte)d]);
        return [.. header, .. Enumerable.Range(0, dimensions.Aggregate(1, (a, b) => a * b)).Select(at)];
    }

    /// <summary>A CIFAR-10 batch whose record i has label i mod 10.</summary>
    public static byte[] Cifar(int records, int seed = 0)
    {
        var bytes = new byte[records * 3073];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = i % 3073 == 0 ? (byte)(i / 3073 % 10) : (byte)(i * 31 + seed + i / 3073 * 7);
        return bytes;
    }
}
