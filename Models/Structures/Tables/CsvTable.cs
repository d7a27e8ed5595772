using CsvHelper;

namespace LossActors.Structures.Tables;

/// <summary>CSV with a header, all of whose cells are numbers, or false or true, no or yes.</summary>
static class CsvTable
{
    public static RawTable Read(string path, byte[] bytes, char separator)
    {
        using var reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = separator, TrackLineNumbers = true, TrimWhitespace = true, TrimInsideQuotes = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        });
        try
        {
            return Read(path, reader);
        }
        catch (CsvFormatException e)
        {
            throw new TableException($"{path}: line {e.LineNumber} is no line of a table ({e.Message.TrimEnd('.')}); mend its quotes.", e);
        }
    }

    static RawTable Read(string path, CsvReader reader)
    {
        TableColumn[] columns = [.. reader.Headers.Select(name => new TableColumn(name))];
        if (columns.Length == 0) throw new TableException($"{path}: the file is empty; its first line names the columns.");
        var table = new RawTable(path, columns, [], []);
        while (reader.Read())
        {
            if (reader.FieldCount != columns.Length)
                throw new TableException(
                    $"{path}: line {reader.LineNumber} has {reader.FieldCount} cells, but the header names {columns.Length} columns; "
                    + "mend the line, or name another separator.");
            table.Lines.Add(reader.LineNumber);
            for (var i = 0; i < columns.Length; i++) table.Cells.Add(Number(reader.GetString(i), columns[i].Name));
        }

        return table;

        float Number(string cell, string column) => cell.ToUpperInvariant() switch
        {
            "" or "?" => throw Refused("is missing; fill the value in or remove the row", column),
            "FALSE" or "NO" => 0,
            "TRUE" or "YES" => 1,
            _ => TableColumn.TryNumber(cell, out var number)
                ? number
                : throw Refused($"is '{cell}' and no finite number; write a number such as 1.5, or take the column out", column),
        };

        TableException Refused(string what, string column) => RawTable.Refused(path, reader.LineNumber, column, what);
    }
}
