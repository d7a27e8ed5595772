using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace LossActors.Structures.Tables;

/// <summary>Whether bytes are a text in UTF-8.</summary>
public static class Utf8Text
{
    /// <summary>Why they are not, in one sentence that follows the file's name, or null where they are.</summary>
    public static string? Problem(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0x1F, 0x8B, ..]) return "it is compressed by gzip; unpack it first.";
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) return "it is UTF-16; save the file as UTF-8, as iconv -f UTF-16 -t UTF-8 does.";
        if (bytes.IndexOf((byte)0) is >= 0 and var zero)
            return $"line {bytes[..zero].Count((byte)'\n') + 1} holds a zero byte, as UTF-16 and files that are no text do; save it as "
                + "text in UTF-8.";
        if (Utf8.IsValid(bytes)) return null;
        var (at, line, column) = (0, 1, 1);
        while (Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) == OperationStatus.Done)
        {
            at += length;
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return $"line {line}, character {column} is no UTF-8 (byte 0x{bytes[at]:X2}); save the file as UTF-8, as "
            + "iconv -f LATIN1 -t UTF-8 does with Western European text.";
    }
}
