using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using LossActors.Structures.Tables;

namespace LossActors.Learning.Data;

/// <summary>An array in NumPy's .npy format: a magic number, a header that is a Python dictionary, numbers in C or Fortran order.</summary>
/// <param name="Name">Of the file, with the array's in an archive; for messages.</param>
/// <param name="Shape">Sizes, outermost dimension first.</param>
/// <param name="Bytes">The numbers in C order, little-endian.</param>
sealed partial record NumpyArray(string Name, NumpyType Type, int[] Shape, byte[] Bytes)
{
    static readonly byte[] Magic = [0x93, .. "NUMPY"u8];

    public int Count => Shape.Length == 0 ? 1 : Shape[0];

    /// <summary>Element by element, in C order. Whole numbers beyond 2⁵³ are rounded.</summary>
    public double this[int index] => Type.Read(Bytes.AsSpan(index * Type.Size));

    public int Length => Bytes.Length / Type.Size;

    public string Dimensions => $"[{string.Join(", ", Shape)}]";

    /// <summary>The named arrays of an .npz archive, in their order.</summary>
    public static List<NumpyArray> ParseArchive(DataFile file, IReadOnlyList<string> names)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes), ZipArchiveMode.Read);
            return [.. names.Select(name =>
            {
                var entry = archive.GetEntry($"{name}.npy") ?? throw new DataSetException(
                    $"{file.Path}: it holds no array {name}; its arrays are {Excerpt.List([.. archive.Entries.Select(NameOf)])}.");
                using var stream = entry.Open();
                using var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                var array = bytes.ToArray();
                if (Crc32.HashToUInt32(array) != entry.Crc32)
                    throw new DataSetException(
                        $"{file.Path}: its array {name} is damaged (it does not have its checksum); write it again with numpy.savez.");
                return Parse($"{file.Path}({name})", array);
            })];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            // What .NET says of it speaks of records that nobody knows.
            throw new DataSetException($"{file.Path}: it is no .npz archive, or damaged; write it again with numpy.savez.", e);
        }
    }

    /// <summary>The arrays of an .npz archive; none where it is an archive no more.</summary>
    public static IReadOnlyList<string> NamesIn(string path) => DataSource.Reading(path, () =>
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.Entries.Select(NameOf).ToList();
        }
        catch (InvalidDataException)
        {
            return [];
        }
    });

    static string NameOf(ZipArchiveEntry entry) => entry.FullName.Replace(".npy", "", StringComparison.Ordinal);

    public static NumpyArray Parse(string name, byte[] bytes)
    {
        if (bytes.Length == 0) throw new DataSetException($"{name}: the file is empty; write it again with numpy.save.");
        if (!bytes.AsSpan().StartsWith(Magic))
            throw new DataSetException(
                $"{name}: it starts with {Convert.ToHexStringLower(bytes, 0, Math.Min(6, bytes.Length))}; "
                + "an .npy file starts with 934e554d5059.");
        var (lengthSize, start) = (bytes.Length > 6 ? bytes[6] : 0) switch { 1 => (2, 10), 2 or 3 => (4, 12), _ => (0, 0) };
        if (lengthSize == 0)
            throw new DataSetException(
                $"{name}: its format version is {(bytes.Length > 6 ? bytes[6] : "missing")}; versions 1 to 3 are read.");
        var length =
            bytes.Length < start ? uint.MaxValue
            : lengthSize == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(8))
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        if (start + (long)length > bytes.Length)
            throw new DataSetException($"{name}: it ends at offset {bytes.Length}, inside its header; write it again.");
        start += (int)length;
        var header = Encoding.UTF8.GetString(bytes, start - (int)length, (int)length);
        var (description, order, sizes) = (Description().Match(header), Order().Match(header), Sizes().Match(header));
        if (!description.Success || !order.Success || !sizes.Success)
            throw new DataSetException(
                $"{name}: its header does not name one number type, the order and the shape ({header.Trim()}); "
                + "save a plain array of numbers.");
        var typeName = description.Groups[1].Value;
        var type = NumpyType.Of(name, typeName);
        var shape = Dims(name, sizes.Groups[1].Value);
        var need = shape.Aggregate((long)type.Size, (product, size) => size == 0 ? 0 : product <= int.MaxValue ? product * size : product);
        if (need != bytes.Length - start)
            throw new DataSetException(
                $"{name}: its shape ({sizes.Groups[1].Value.Trim()}) needs {need} bytes, "
                + $"but {bytes.Length - start} follow from offset {start}; write it again.");
        var data = bytes[start..];
        if (typeName is ['>', ..])
            for (var at = 0; at < data.Length; at += type.Size) data.AsSpan(at, type.Size).Reverse();
        return new(name, type, shape, order.Groups[1].Value == "True" ? Transposed(data, shape, type.Size) : data);
    }

    static int[] Dims(string name, string text)
    {
        var sizes = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            sizes.Add(int.TryParse(part.TrimEnd('L'), out var size) && size >= 0
                ? size
                : throw new DataSetException(
                    $"{name}: a dimension of its shape ({text.Trim()}) is {part}; sizes are whole numbers below 2147483648."));
        return [.. sizes];
    }

    /// <summary>Fortran order → C order: the first index runs fastest in the file.</summary>
    static byte[] Transposed(byte[] data, int[] shape, int size)
    {
        var result = new byte[data.Length];
        var index = new int[shape.Length];
        for (var from = 0; from < data.Length; from += size)
        {
            var to = 0L;
            for (var d = 0; d < shape.Length; d++) to = to * shape[d] + index[d];
            data.AsSpan(from, size).CopyTo(result.AsSpan((int)to * size));
            for (var d = 0; d < shape.Length && ++index[d] == shape[d]; d++) index[d] = 0;
        }

        return result;
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""")]
    private static partial Regex Description();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex Order();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex Sizes();
}
