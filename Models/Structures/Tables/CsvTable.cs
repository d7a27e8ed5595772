using CsvHelper;

namespace LossActors.Structures.Tables;

/// <summary>CSV with a header, all of whose cells are numbers, or false or true, no or yes.</summary>
static class CsvTable
{
    /// <param name="labels">Are looked for in the header, before a row is read.</param>
    public static RawTable Read(string path, byte[] bytes, LabelColumns labels, char separator)
    {
        using var reader = CsvText.Open(bytes, separator);
        try
        {
            if (CsvText.Problem(reader.Headers) is { } problem) throw new TableException($"{path}: {problem}");
            labels.Of(path, reader.Headers);
            return Read(path, reader);
        }
        catch (CsvFormatException e)
        {
            throw new TableException($"{path}: {CsvText.Problem(e)}", e);
        }
    }

    static RawTable Read(string path, CsvReader reader)
    {
        TableColumn[] columns = [.. reader.Headers.Select(name => new TableColumn(name))];
        var table = new RawTable(path, columns, [], []);
        while (reader.Read())
        {
            if (reader.FieldCount != columns.Length)
                throw new TableException(
                    $"{path}: line {reader.LineNumber} has {reader.FieldCount} cells, but the header names {columns.Length} columns; "
                    + "mend the line; cells are separated by commas.");
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
                : throw Refused(
                    $"is '{Excerpt.Of(cell)}' and no finite number that a float32 holds; write a number such as 1.5, or take the column "
                    + "out",
                    column),
        };

        TableException Refused(string what, string column) => RawTable.Refused(path, reader.LineNumber, column, what);
    }
}
