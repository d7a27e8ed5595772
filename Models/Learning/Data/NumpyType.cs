using System.Buffers.Binary;

namespace LossActors.Learning.Data;

/// <summary>A number type of NumPy, such as <c>&lt;f4</c>.</summary>
/// <param name="Kind">b, u, i or f.</param>
/// <param name="Size">Bytes of a number.</param>
readonly record struct NumpyType(char Kind, int Size)
{
    public bool IsByte => this is { Kind: 'u', Size: 1 };

    /// <exception cref="DataSetException">No number type that is read.</exception>
    public static NumpyType Of(string name, string text) =>
        text is [_, var kind, .. var size] && int.TryParse(size, out var bytes)
        && (kind, bytes) is ('b', 1) or ('u' or 'i', 1 or 2 or 4 or 8) or ('f', 2 or 4 or 8)
            ? new(kind, bytes)
            : throw new DataSetException(
                $"{name}: its type is {text}; numbers are u1 to u8, i1 to i8, f2 to f8 or b1: convert it with a.astype('f4').");

    /// <summary>A little-endian number.</summary>
    public double Read(ReadOnlySpan<byte> at) => (Kind, Size) switch
    {
        ('f', 2) => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
        ('f', 4) => BinaryPrimitives.ReadSingleLittleEndian(at),
        ('f', _) => BinaryPrimitives.ReadDoubleLittleEndian(at),
        ('i', 1) => (sbyte)at[0],
        ('i', 2) => BinaryPrimitives.ReadInt16LittleEndian(at),
        ('i', 4) => BinaryPrimitives.ReadInt32LittleEndian(at),
        ('i', _) => BinaryPrimitives.ReadInt64LittleEndian(at),
        (_, 1) => at[0],
        (_, 2) => BinaryPrimitives.ReadUInt16LittleEndian(at),
        (_, 4) => BinaryPrimitives.ReadUInt32LittleEndian(at),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
    };
}
