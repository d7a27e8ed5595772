using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace LossActors.Learning.Tests.Data;

/// <summary>Writes PNG files of every kind (W3C PNG, sections 4 and 5): one IDAT, no filters.</summary>
static class Png
{
    public enum Kind { Grey = 0, Colour = 2, Palette = 3, ColourAndAlpha = 6 }

    /// <param name="rows">The bytes of all rows, one after the other.</param>
    /// <param name="palette">Red, green and blue of each entry.</param>
    public static byte[] Write(byte[] rows, int height, int width, Kind kind = Kind.Colour, int bits = 8, byte[]? palette = null)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = ((byte)bits, (byte)kind);
        Chunk("IHDR"u8, header);
        if (palette is not null) Chunk("PLTE"u8, palette);
        Chunk("IDAT"u8, Packed());
        Chunk("IEND"u8, []);
        return file.ToArray();

        byte[] Packed()
        {
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
                foreach (var row in rows.Chunk(rows.Length / height)) zlib.Write([0, .. row]);
            return packed.ToArray();
        }

        void Chunk(ReadOnlySpan<byte> name, byte[] content)
        {
            byte[] named = [.. name, .. content];
            var number = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
            file.Write(number);
            file.Write(named);
            BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(named));
            file.Write(number);
        }
    }
}
