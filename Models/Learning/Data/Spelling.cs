using System.Text;
using System.Text.Unicode;

namespace LossActors.Learning.Data;

/// <summary>
/// How names of classes are written, so that no two become one and no two look the same: UTF-8 alone, no blanks around them (who reads
/// them trims those), and accented letters in one piece (Unicode's form NFC). Compared character by character.
/// </summary>
static class Spelling
{
    /// <exception cref="DataSetException">A byte of a text is no UTF-8.</exception>
    public static void Check(DataFile text)
    {
        ReadOnlySpan<byte> bytes = text.Bytes;
        if (Utf8.IsValid(bytes)) return;
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new DataSetException($"{text.Path}: it is UTF-16; save the file as UTF-8, as iconv -f UTF-16 -t UTF-8 does.");
        var (at, line, column) = (0, 1, 1);
        while (Rune.DecodeFromUtf8(bytes[at..], out var rune, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
            (line, column) = rune.Value == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        throw new DataSetException(
            $"{text.Path}: line {line}, character {column} is no UTF-8 (byte 0x{bytes[at]:X2}); save the file as UTF-8, as "
            + "iconv -f LATIN1 -t UTF-8 does with Western European text.");
    }

    /// <param name="where">The file or folder, and the place in it.</param>
    /// <exception cref="DataSetException">A name could be taken for another.</exception>
    public static void Check(string name, string where)
    {
        if (name.Contains('\uFFFD', StringComparison.Ordinal))
            throw new DataSetException($"{where} has a name that is no UTF-8; rename it.");
        if (name.FirstOrDefault(c => c is >= '\u0300' and <= '\u036F') is not '\0' and var mark)
        {
            throw new DataSetException(
                $"{where} has the name '{name}', in which an accent is a character of its own (U+{(int)mark:X4}): it would look like "
                + "another class. Write it in Unicode's form NFC, as uconv -x any-nfc does.");
        }
    }
}
