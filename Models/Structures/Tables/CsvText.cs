using CsvHelper;

namespace LossActors.Structures.Tables;

/// <summary>A table of comma-separated values, cell by cell: its form and its header are checked, and what the cells mean is not.</summary>
public static class CsvText
{
    /// <summary>Begins to read a table; blanks around a cell do not count.</summary>
    /// <param name="separator">Between two cells.</param>
    public static CsvReader Open(byte[] bytes, char separator) => CsvReader.Create(bytes, new CsvReaderOptions
    {
        Separator = separator, TrackLineNumbers = true, TrimWhitespace = true, TrimInsideQuotes = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    });

    /// <summary>What is wrong with a header, in a sentence that follows the file's name, or null.</summary>
    public static string? Problem(IReadOnlyList<string> header) =>
        header.Count == 0 ? "the file is empty; its first line names the columns."
        : header.ToList().FindIndex(string.IsNullOrEmpty) is >= 0 and var unnamed
            ? $"its header (line 1) gives column {unnamed + 1} no name; name it, or take the column out, as pandas' to_csv does with "
                + "index=False."
        : header.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key is { } twice
            ? $"its header (line 1) names the column '{Excerpt.Of(twice)}' twice; give every column a name of its own."
        : null;

    /// <summary>What is wrong with a line that is none of a table, in a sentence that follows the file's name.</summary>
    public static string Problem(CsvFormatException malformed) =>
        $"line {malformed.LineNumber} has {Fault(malformed.Message)}; mend its quotes.";

    /// <summary>The reader's words are <c>Malformed CSV in record 9 (line 9): a quoted field that … (byte offset 900).</c></summary>
    static string Fault(string message)
    {
        var words = message[(message.IndexOf("): ", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        return words.Split(" (byte offset")[0].TrimEnd('.');
    }
}
