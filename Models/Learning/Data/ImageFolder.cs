using System.Buffers.Binary;
using System.IO.Hashing;

namespace LossActors.Learning.Data;

/// <summary>Image files become a pool.</summary>
static class ImageFolder
{
    static readonly byte[] PngStart = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <param name="files">Parts are "train CLASS" and "test CLASS", training files first.</param>
    public static ImagePool Pool(IReadOnlyList<DataFile> files, int? height, int? width, bool grey)
    {
        var classes = files.Where(IsTraining).Select(f => f.Part[6..])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var channels = grey ? 1 : 3;
        var (first, pixels) = (default(InputShape), Array.Empty<byte>());
        for (var i = 0; i < files.Count; i++)
        {
            var image = Decoded(files[i], grey);
            var shape = new InputShape(channels, height ?? image.Height, width ?? image.Width);
            if (i == 0)
            {
                first = shape;
                if ((long)shape.Size * files.Count > Array.MaxLength)
                    throw new DataSetException(
                        $"{files.Count} images of {shape} are more than memory holds; "
                        + "set dataset.height and dataset.width to something smaller.");
                pixels = new byte[shape.Size * files.Count];
            }

            if (shape != first)
                throw new DataSetException(
                    $"{files[i].Path}: it is {image.Width} pixels wide and {image.Height} high, "
                    + $"but {files[0].Path} is {first.Width} wide and {first.Height} high; "
                    + "set dataset.height and dataset.width to bring all to one size.");
            Resizing.To(image.Pixels, new(channels, image.Height, image.Width), first, pixels.AsSpan(i * first.Size, first.Size));
        }

        return new(
            first, classes, pixels, [.. files.Select(f => classes.IndexOf(f.Part[(IsTraining(f) ? 6 : 5)..]))],
            files.Count(IsTraining));

        static bool IsTraining(DataFile file) => file.Part.StartsWith("train ", StringComparison.Ordinal);
    }

    static DecodedImage Decoded(DataFile file, bool grey)
    {
        if (file.Bytes.Length == 0) throw new DataSetException($"{file.Path}: the file is empty; replace or remove it.");
        if (file.Bytes.AsSpan().StartsWith(PngStart)) CheckPng(file);
        else if (file.Bytes is [0xFF, 0xD8, ..]) CheckJpeg(file);
        else
        {
            var start = Convert.ToHexStringLower(file.Bytes, 0, Math.Min(4, file.Bytes.Length));
            throw new DataSetException($"{file.Path}: it starts with {start}, so it is neither PNG nor JPEG; replace or remove it.");
        }

        return DecodedImage.Of(file.Bytes, grey, out var fault)
            ?? throw new DataSetException($"{file.Path}: the image cannot be decoded ({fault}); replace or remove it.");
    }

    /// <summary>Says where a file is damaged, and sees damage that decoders pass over.</summary>
    static void CheckPng(DataFile file)
    {
        for (var at = PngStart.Length; at + 12 <= file.Bytes.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.Bytes.AsSpan(at));
            if (length > file.Bytes.Length - at - 12) break;
            var chunk = file.Bytes.AsSpan(at + 4, (int)length + 4);
            if (Crc32.HashToUInt32(chunk) != BinaryPrimitives.ReadUInt32BigEndian(file.Bytes.AsSpan(at + 8 + (int)length)))
                throw new DataSetException(
                    $"{file.Path}: the chunk at offset {at} is damaged (its checksum is wrong); replace or remove the image.");
            if (chunk.StartsWith("IEND"u8)) return;
            at += 12 + (int)length;
        }

        throw new DataSetException($"{file.Path}: it ends at offset {file.Bytes.Length}, before the image does; replace or remove it.");
    }

    /// <summary>Decoders paint what is missing grey.</summary>
    static void CheckJpeg(DataFile file)
    {
        var bytes = file.Bytes.AsSpan();
        var (scan, end) = (bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]), bytes.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]));
        if (scan < 0 || end < scan)
            throw new DataSetException($"{file.Path}: it ends at offset {bytes.Length}, before the image does; replace or remove it.");
    }
}
