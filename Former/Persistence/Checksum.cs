using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace LossActors.FormerPersistence;

/// <summary>
/// CRC-32 of a record with its place, so that a record that was moved is found as well as one whose bits turned.
/// </summary>
static class Checksum
{
    public static long OfEvent(string actor, long seq, NewEvent e) => OfEvent(actor, seq, e.Type, e.Version, e.Data.Span);

    public static long OfEvent(string actor, long seq, string type, int version, ReadOnlySpan<byte> data) =>
        Of(actor, seq, type, version, data);

    public static long OfSnapshot(string actor, long seq, int format, ReadOnlySpan<byte> data) => Of(actor, seq, "", format, data);

    static long Of(string actor, long seq, string type, int version, ReadOnlySpan<byte> data)
    {
        var crc = new Crc32();
        Span<byte> numbers = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, seq);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[8..], version);
        crc.Append(numbers);
        Append(crc, actor);
        Append(crc, type);
        crc.Append(data);
        return crc.GetCurrentHashAsUInt32();
    }

    static void Append(Crc32 crc, string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        crc.Append(Encoding.UTF8.TryGetBytes(text, bytes, out var written) ? bytes[..written] : Encoding.UTF8.GetBytes(text));
        crc.Append([0]);
    }
}
