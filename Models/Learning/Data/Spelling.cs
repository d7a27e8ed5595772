using System.Globalization;
using LossActors.Structures.Tables;

namespace LossActors.Learning.Data;

/// <summary>
/// How names of classes are written, so that no two become one and no two look the same: UTF-8 alone, no blanks around them (who reads
/// them trims those), and accented letters in one piece (Unicode's form NFC). Compared character by character.
/// </summary>
public static class Spelling
{
    /// <summary>Names that differ and might mean the same: numbers of one value, letters large and small.</summary>
    internal static IEnumerable<IReadOnlyList<string>> Twins(IEnumerable<string> names) => names
        .GroupBy(name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : name.ToUpperInvariant())
        .Where(alike => alike.Skip(1).Any()).Select(alike => alike.ToList());

    /// <exception cref="DataSetException">A byte of a text is no UTF-8.</exception>
    internal static void Check(DataFile text)
    {
        if (Utf8Text.Problem(text.Bytes) is { } problem) throw new DataSetException($"{text.Path}: {problem}");
    }

    /// <summary>The first accent that is a character of its own; null: all are in one piece with their letters.</summary>
    internal static char? Mark(string name) =>
        name.FirstOrDefault(c => c is >= '\u0300' and <= '\u036F') is not '\0' and var mark ? mark : null;

    /// <param name="where">The file or folder, and the place in it.</param>
    /// <exception cref="DataSetException">A name could be taken for another.</exception>
    internal static void Check(string name, string where)
    {
        if (name.Contains('\uFFFD', StringComparison.Ordinal))
            throw new DataSetException($"{where} has a name that is no UTF-8; rename it.");
        if (Mark(name) is { } mark)
        {
            throw new DataSetException(
                $"{where} has the name '{Excerpt.Of(name)}', in which an accent is a character of its own (U+{(int)mark:X4}): it would "
                + "look like another class. Write it in Unicode's form NFC, as uconv -x any-nfc does.");
        }
    }
}
