using System.Globalization;

namespace LossActors.Structures.Tables;

/// <summary>
/// Reads tables of inputs and labels: ARFF (attributes numeric or {…}, dense or sparse rows) where the file's name ends in .arff, else
/// CSV with a header. All cells are needed. An attribute of values that are no numbers becomes one input for each value.
/// </summary>
public static class TableReader
{
    /// <summary>Labels are 0 or 1, or false or true, or no or yes.</summary>
    /// <param name="path">The file's name, for messages and to tell its form.</param>
    /// <param name="bytes">Its contents, UTF-8.</param>
    /// <param name="separator">Between two cells of CSV.</param>
    /// <exception cref="TableException">What is wrong, where, and what to do.</exception>
    public static MultiLabelTable ReadLabels(string path, byte[] bytes, LabelColumns labels, char separator = ',')
    {
        var (table, chosen) = Read(path, bytes, labels, separator);
        var y = new byte[table.Lines.Count * chosen.Count];
        for (var row = 0; row < table.Lines.Count; row++)
        {
            for (var i = 0; i < chosen.Count; i++)
            {
                var text = table.Columns[chosen[i]].Text(table.Row(row)[chosen[i]]);
                y[row * chosen.Count + i] = text.ToUpperInvariant() switch
                {
                    "0" or "FALSE" or "NO" => 0,
                    "1" or "TRUE" or "YES" => 1,
                    _ => throw table.Refused(row, chosen[i], $"is '{Excerpt.Of(text)}'; a label is 0 or 1"),
                };
            }
        }

        var (inputs, x) = Inputs(table, chosen);
        return new(inputs, [.. chosen.Select(c => table.Columns[c].Name)], x, y, table.Lines.Count);
    }

    /// <summary>Labels hold their ranks: each row 1 for the best, 2 for the next, to as many as there are labels.</summary>
    /// <inheritdoc cref="ReadLabels"/>
    public static RankingTable ReadRankings(string path, byte[] bytes, LabelColumns labels, char separator = ',')
    {
        var (table, chosen) = Read(path, bytes, labels, separator);
        var ranks = new int[table.Lines.Count * chosen.Count];
        for (var row = 0; row < table.Lines.Count; row++)
        {
            var holder = new int?[chosen.Count];
            for (var i = 0; i < chosen.Count; i++)
            {
                var text = table.Columns[chosen[i]].Text(table.Row(row)[chosen[i]]);
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rank) || rank < 1 || rank > chosen.Count)
                    throw table.Refused(row, chosen[i], $"is '{Excerpt.Of(text)}'; a rank is one of 1 to {chosen.Count}");
                if (holder[rank - 1] is { } first)
                    throw table.Refused(
                        row, chosen[i], $"has rank {rank}, which column '{Excerpt.Of(table.Columns[first].Name)}' has; give each its own");
                holder[rank - 1] = chosen[i];
                ranks[row * chosen.Count + i] = rank;
            }
        }

        var (inputs, x) = Inputs(table, chosen);
        return new(inputs, [.. chosen.Select(c => table.Columns[c].Name)], x, ranks, table.Lines.Count);
    }

    static (RawTable Table, IReadOnlyList<int> Chosen) Read(string path, byte[] bytes, LabelColumns labels, char separator)
    {
        if (Utf8Text.Problem(bytes) is { } problem) throw new TableException($"{path}: {problem}");
        var table = path.EndsWith(".arff", StringComparison.OrdinalIgnoreCase)
            ? new ArffReader(path, bytes).Read()
            : CsvTable.Read(path, bytes, labels, separator);
        List<string> names = [.. table.Columns.Select(c => c.Name)];
        var twice = names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null)
            throw new TableException($"{path}: two columns are named '{Excerpt.Of(twice)}'; give every column a name of its own.");
        if (table.Lines.Count == 0) throw new TableException($"{path}: it has a header and no rows; name a table with data.");
        return (table, labels.Of(path, names));
    }

    static (IReadOnlyList<string> Names, float[] X) Inputs(RawTable table, IReadOnlyList<int> labels)
    {
        var inputs = Enumerable.Range(0, table.Columns.Count).Except(labels)
            .SelectMany(c => table.Columns[c].AsInputs().Select(input => (Column: c, input.Name, input.Of)))
            .ToArray();
        var x = new float[table.Lines.Count * inputs.Length];
        for (var row = 0; row < table.Lines.Count; row++)
        {
            var cells = table.Row(row);
            for (var i = 0; i < inputs.Length; i++) x[row * inputs.Length + i] = inputs[i].Of(cells[inputs[i].Column]);
        }

        return ([.. inputs.Select(i => i.Name)], x);
    }
}
