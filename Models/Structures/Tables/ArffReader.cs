using System.Text;

namespace LossActors.Structures.Tables;

/// <summary>
/// Weka's attribute-relation file format: a header of @relation and @attribute lines, then rows after @data, dense or sparse as
/// {index value, …}. In a sparse row a number that is not named is 0, and a value the first of its attribute's, as Weka has it.
/// </summary>
sealed class ArffReader(string path, byte[] bytes)
{
    readonly List<TableColumn> columns = [];
    readonly List<Dictionary<string, int>?> indices = [];
    readonly List<float> cells = [];
    readonly List<long> lines = [];
    bool inData;

    public RawTable Read()
    {
        var number = 0L;
        foreach (var line in Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF').EnumerateLines())
        {
            var cursor = new ArffCursor(path, line, ++number);
            if (cursor.AtEnd) continue;
            if (!inData) Declare(ref cursor);
            else if (cursor.Skip('{')) ReadSparse(ref cursor);
            else ReadDense(ref cursor);
        }

        return inData ? new(path, columns, cells, lines) : throw new TableException($"{path}: it has no line @data; its rows follow one.");
    }

    void Declare(ref ArffCursor cursor)
    {
        var keyword = cursor.Word();
        switch (keyword.ToUpperInvariant())
        {
            case "@RELATION":
                return;
            case "@ATTRIBUTE":
                Attribute(ref cursor);
                return;
            case "@DATA":
                if (columns.Count == 0) throw cursor.Refused("begins rows before any @attribute");
                inData = true;
                return;
            default:
                throw cursor.Refused($"has '{Excerpt.Of(keyword)}' where @relation, @attribute or @data should stand");
        }
    }

    void Attribute(ref ArffCursor cursor)
    {
        var name = cursor.Word();
        if (!cursor.Skip('{'))
        {
            var type = cursor.Word();
            if (type.ToUpperInvariant() is not ("NUMERIC" or "REAL" or "INTEGER"))
                throw cursor.Refused(
                    $"gives attribute '{Excerpt.Of(name)}' the type '{Excerpt.Of(type)}'; only numeric ones and {{…}} can be read, so "
                    + "remove it");
            columns.Add(new(name));
            indices.Add(null);
        }
        else
        {
            var values = new Dictionary<string, int>(StringComparer.Ordinal);
            do
            {
                var value = cursor.Word();
                if (!values.TryAdd(value, values.Count))
                    throw cursor.Refused($"lists the value '{Excerpt.Of(value)}' of attribute '{Excerpt.Of(name)}' twice");
            }
            while (cursor.Skip(','));
            cursor.Expect('}');
            columns.Add(new(name, [.. values.Keys]));
            indices.Add(values);
        }

        cursor.ExpectEnd();
    }

    void ReadDense(ref ArffCursor cursor)
    {
        var start = cells.Count;
        do
        {
            var column = cells.Count - start;
            if (column == columns.Count) throw cursor.Refused($"has more values than the {columns.Count} attributes");
            cells.Add(Cell(ref cursor, column));
        }
        while (cursor.Skip(',') || !cursor.AtEnd);

        if (cells.Count - start < columns.Count)
            throw cursor.Refused($"ends after {cells.Count - start} values, but there are {columns.Count} attributes");
        lines.Add(cursor.Line);
    }

    void ReadSparse(ref ArffCursor cursor)
    {
        var start = cells.Count;
        cells.AddRange(Enumerable.Repeat(0f, columns.Count));
        var named = new HashSet<int>();
        if (!cursor.Skip('}'))
        {
            do
            {
                var index = cursor.Word();
                if (!int.TryParse(index, out var column) || column < 0 || column >= columns.Count)
                    throw cursor.Refused(
                        $"has '{Excerpt.Of(index)}' where an attribute's index from 0 to {columns.Count - 1} should stand");
                if (!named.Add(column)) throw cursor.Refused($"names the attribute {column} twice");
                cells[start + column] = Cell(ref cursor, column);
            }
            while (cursor.Skip(','));
            cursor.Expect('}');
        }

        cursor.ExpectEnd();
        lines.Add(cursor.Line);
    }

    float Cell(ref ArffCursor cursor, int column)
    {
        var quoted = cursor.AtQuote;
        var text = cursor.Word();
        if (text == "?" && !quoted) throw Refused(cursor, "is missing (?); fill the value in or remove the row");
        if (indices[column] is { } values)
        {
            return values.TryGetValue(text, out var index)
                ? index
                : throw Refused(cursor, $"is '{Excerpt.Of(text)}', which is none of {{{Excerpt.List([.. columns[column].Values!])}}}");
        }

        return TableColumn.TryNumber(text, out var number)
            ? number
            : throw Refused(cursor, $"is '{Excerpt.Of(text)}' and no finite number that a float32 holds");

        TableException Refused(in ArffCursor at, string what) => RawTable.Refused(path, at.Line, columns[column].Name, what);
    }
}
