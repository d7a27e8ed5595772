using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace LossActors.Learning.Data;

/// <summary>The IDX format of MNIST: 0, 0, 8 (unsigned bytes), number of dimensions, big-endian dimensions, data. Plain or gzip.</summary>
static class IdxFormat
{
    sealed record Block(string Path, int[] Dimensions, byte[] Bytes, int Start)
    {
        public ReadOnlySpan<byte> Data => Bytes.AsSpan(Start);
    }

    public static ImagePool Read(IReadOnlyList<DataFile> files, IReadOnlyList<string> classNames)
    {
        var classes = classNames.Count;
        var images = Images(files[0]);
        var labels = Labels(files[1], images, classes);
        if (files.Count == 2) return new(ShapeOf(images), classNames, Pixels(images), [.. Numbers(labels)], labels.Data.Length);

        var testImages = Images(files[2]);
        if (ShapeOf(testImages) != ShapeOf(images))
            throw new DataSetException(
                $"{testImages.Path}: its images are {ShapeOf(testImages)}, those of {images.Path} are {ShapeOf(images)}; "
                + "name files of one data set.");
        var testLabels = Labels(files[3], testImages, classes);
        return new(
            ShapeOf(images), classNames, [.. Pixels(images), .. Pixels(testImages)], [.. Numbers(labels), .. Numbers(testLabels)],
            labels.Data.Length);
    }

    static InputShape ShapeOf(Block images) => images.Dimensions switch
    {
        [_, var features] => new(features, 1, 1),
        [_, var height, var width] => new(1, height, width),
        [_, var channels, var height, var width] => new(channels, height, width),
        _ => throw new DataSetException(
            $"{images.Path}: it has {images.Dimensions.Length} dimensions; "
            + "images have 2 ([n, features]) to 4 ([n, channels, height, width])."),
    };

    static byte[] Pixels(Block images)
    {
        var shape = ShapeOf(images);
        if (shape.Channels == 1 || !shape.IsImage) return images.Data.ToArray();
        var pixels = new byte[images.Data.Length];
        for (var at = 0; at < pixels.Length; at += shape.Size)
            ImagePool.Interleave(images.Data.Slice(at, shape.Size), shape, pixels.AsSpan(at, shape.Size));
        return pixels;
    }

    static IEnumerable<int> Numbers(Block labels) => labels.Bytes.Skip(labels.Start).Select(b => (int)b);

    static Block Images(DataFile file)
    {
        var block = Parse(file);
        if (block.Dimensions.Length == 1)
            throw new DataSetException(
                $"{file.Path}: it has 1 dimension (magic {Magic(block.Bytes)}), so it holds labels; dataset.{file.Part} names images.");
        ShapeOf(block);
        return block;
    }

    static Block Labels(DataFile file, Block images, int classes)
    {
        var block = Parse(file);
        if (block.Dimensions.Length != 1)
            throw new DataSetException(
                $"{file.Path}: it has {block.Dimensions.Length} dimensions (magic {Magic(block.Bytes)}), so it holds no labels; "
                + $"dataset.{file.Part} names labels.");
        if (block.Dimensions[0] != images.Dimensions[0])
            throw new DataSetException(
                $"{file.Path}: it holds {block.Dimensions[0]} labels for the {images.Dimensions[0]} images of {images.Path}; "
                + "name files that belong together.");
        var data = block.Data;
        for (var i = 0; i < data.Length; i++)
            if (data[i] >= classes)
                throw new DataSetException(
                    $"{file.Path}: record {i} (offset {block.Start + i}) has label {data[i]}, but labels run from 0 to {classes - 1}; "
                    + $"set dataset.classes to at least {data[i] + 1}.");
        return block;
    }

    static Block Parse(DataFile file)
    {
        var bytes = Unzipped(file);
        if (bytes.Length == 0) throw new DataSetException($"{file.Path}: the file is empty; fetch it again.");
        if (bytes.Length < 4)
            throw new DataSetException($"{file.Path}: it ends at offset {bytes.Length}, inside the magic number; fetch it again.");
        if (bytes[0] != 0 || bytes[1] != 0 || bytes[2] != 8 || bytes[3] is 0 or > 4)
            throw new DataSetException(
                $"{file.Path}: its magic number is {Magic(bytes)}; "
                + "an IDX file of bytes starts with 000008 and its number of dimensions, 01 to 04.");
        var dimensions = new int[bytes[3]];
        var start = 4 + 4 * dimensions.Length;
        if (bytes.Length < start)
            throw new DataSetException($"{file.Path}: it ends at offset {bytes.Length}, inside its dimensions; fetch it again.");
        var size = System.Numerics.BigInteger.One;
        for (var i = 0; i < dimensions.Length; i++)
        {
            var dimension = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 + 4 * i));
            if (dimension == 0)
                throw new DataSetException(
                    $"{file.Path}: dimension {i} (offset {4 + 4 * i}) is 0, so it holds nothing; name a file with data.");
            size *= dimension;
            dimensions[i] = (int)dimension;
        }

        if (bytes.Length - start != size)
            throw new DataSetException(
                $"{file.Path}: its dimensions {string.Join('×', dimensions.Select(d => (uint)d))} need {size} bytes, "
                + $"but {bytes.Length - start} follow from offset {start}; fetch it again.");
        return new(file.Path, dimensions, bytes, start);
    }

    static string Magic(byte[] bytes) => Convert.ToHexStringLower(bytes, 0, 4);

    static byte[] Unzipped(DataFile file)
    {
        if (file.Bytes is not [0x1F, 0x8B, ..]) return file.Bytes;
        try
        {
            using var zip = new GZipStream(new MemoryStream(file.Bytes), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            zip.CopyTo(plain);
            var bytes = plain.ToArray();
            return Ends(file.Bytes).Any(end => IsWhole(file.Bytes.AsSpan(..end), bytes))
                ? bytes
                : throw new InvalidDataException("The stream ends before its trailer.");
        }
        catch (InvalidDataException e)
        {
            throw new DataSetException(
                $"{file.Path}: the gzip data are damaged (they are cut short, or do not have their checksum); fetch it again.", e);
        }
    }

    /// <summary>Where the last member may end: zeros after it are padding, as gzip has it, and it may end with zeros.</summary>
    static IEnumerable<int> Ends(byte[] zipped)
    {
        var padding = zipped.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;
        return Enumerable.Range(padding, Math.Min(zipped.Length - padding, sizeof(uint)) + 1);
    }

    /// <summary>
    /// Whether the last bytes are the checksum and the length of the last member, which may be one of several. The reader checks the
    /// others, but takes a stream that is cut short for its end.
    /// </summary>
    static bool IsWhole(ReadOnlySpan<byte> zipped, ReadOnlySpan<byte> plain)
    {
        if (zipped.Length < 18) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(zipped[^4..]);
        return length <= plain.Length && Crc32.HashToUInt32(plain[^(int)length..]) == BinaryPrimitives.ReadUInt32LittleEndian(zipped[^8..]);
    }
}
