using System.IO.Hashing;
using System.Text;

namespace LossActors.Persistence.Bytes;

/// <summary>
/// CRC-32 of bytes with what says how they are to be read, so that an edited manifest is found as well as a bit that turned.
/// </summary>
static class Checksum
{
    public static uint Of(string head, ReadOnlySpan<byte> payload)
    {
        var crc = new Crc32();
        crc.Append(Encoding.UTF8.GetBytes(head));
        crc.Append([0]);
        crc.Append(payload);
        return crc.GetCurrentHashAsUInt32();
    }
}
