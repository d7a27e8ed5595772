using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace LossActors.Models.Data;

/// <summary>
/// The images, [height, width, channels], and clean labels of a file data set, read once per process and shared by all lanes. Rows from
/// <see cref="TestStart"/> on are the test file's; equal to the count where there is none.
/// </summary>
sealed class ImagePool(InputShape shape, int classes, byte[] pixels, byte[] labels, int testStart)
{
    static readonly ConcurrentDictionary<string, Lazy<ImagePool>> Loaded = new();

    public InputShape Shape => shape;

    public int Classes => classes;

    public int Count => labels.Length;

    public int TestStart => testStart;

    public ReadOnlySpan<byte> Labels => labels;

    public byte[] Pixels => pixels;

    public ReadOnlySpan<byte> Row(int row) => pixels.AsSpan(row * shape.Size, shape.Size);

    public static ImagePool Of(CifarSpec spec) => Shared(spec, spec.Content, spec.Labels.ToString(), files => CifarFormat.Read(files, spec.Labels));

    public static ImagePool Of(IdxSpec spec) => Shared(spec, spec.Content, $"idx {spec.Classes}", files => IdxFormat.Read(files, spec.Classes));

    /// <summary>[channels, height, width] → [height, width, channels]</summary>
    public static void Interleave(ReadOnlySpan<byte> planes, InputShape shape, Span<byte> target)
    {
        var (channels, plane) = (shape.Channels, shape.Plane);
        for (var c = 0; c < channels; c++)
        {
            var source = planes.Slice(c * plane, plane);
            for (int i = 0, at = c; i < source.Length; i++, at += channels) target[at] = source[i];
        }
    }

    /// <summary>Contents are the key, so what was read under a content hash stays true whatever becomes of the files.</summary>
    static ImagePool Shared(DatasetSpec spec, string? content, string form, Func<IReadOnlyList<DataFile>, ImagePool> read)
    {
        content ??= DataSource.ContentHash(spec);
        var key = $"{content} {form}";
        try
        {
            return Loaded.GetOrAdd(key, _ => new(() => read(Read(spec, content)))).Value;
        }
        catch (DataSetException)
        {
            Loaded.TryRemove(key, out _);
            throw;
        }
    }

    static List<DataFile> Read(DatasetSpec spec, string content)
    {
        var files = DataSource.Files(spec)
            .Select(f => new DataFile(f.Part, f.Path, DataSource.Reading(f.Path, () => File.ReadAllBytes(f.Path)))).ToList();
        var found = DataSource.Combine(files.Select(f => (f.Part, Convert.ToHexStringLower(SHA256.HashData(f.Bytes)))));
        return found == content
            ? files
            : throw new DataSetException(
                $"{files[0].Path}{(files.Count > 1 ? " and its companions" : "")}: the bytes are not those of the recipe "
                + $"(content {found[..12]}…, recipe {content[..Math.Min(12, content.Length)]}…); restore the files or found a new run on these.");
    }
}

/// <summary>A file as it was read.</summary>
sealed record DataFile(string Part, string Path, byte[] Bytes);
