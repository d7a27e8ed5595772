using System.IO.Compression;
using System.Text;

namespace LossActors.Learning.Tests.Data;

/// <summary>Files of NumPy, written by hand.</summary>
static class Npy
{
    public static byte[] Of(string type, string shape, byte[] data, bool fortran = false, int version = 1)
    {
        var text = $"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}";
        var start = version == 1 ? 10 : 12;
        text = text.PadRight((start + text.Length + 1 + 63) / 64 * 64 - start - 1) + '\n';
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, (byte)version, 0, .. length, .. Encoding.UTF8.GetBytes(text), .. data];
    }

    public static byte[] Bytes(string shape, int count, Func<int, byte> at) => Of("|u1", shape, [.. Enumerable.Range(0, count).Select(at)]);

    public static byte[] Longs(int count, Func<int, long> at) =>
        Of("<i8", $"({count},)", [.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes(at(i)))]);

    public static byte[] Floats(string shape, int count, Func<int, float> at) =>
        Of("<f4", shape, [.. Enumerable.Range(0, count).SelectMany(i => BitConverter.GetBytes(at(i)))]);

    public static byte[] Archive(params (string Name, byte[] Bytes)[] arrays)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in arrays)
            {
                using var entry = zip.CreateEntry(name + ".npy", CompressionLevel.NoCompression).Open();
                entry.Write(bytes);
            }

        return file.ToArray();
    }
}
