using System.Globalization;
using CsvHelper;
using LossActors.Structures.Tables;

namespace LossActors.Learning.Data;

/// <summary>A table as it was read.</summary>
/// <param name="Columns">Names of the inputs.</param>
/// <param name="Values">[rows, columns]</param>
/// <param name="Labels">The label of each row, as written.</param>
/// <param name="Lines">The line in the file on which each row begins, from 1.</param>
sealed record CsvTable(string Path, string[] Columns, List<float> Values, List<string> Labels, List<long> Lines)
{
    public static CsvTable Parse(DataFile file, CsvSpec spec)
    {
        Spelling.Check(file);
        using var reader = CsvText.Open(file.Bytes, spec.Separator[0]);
        try
        {
            return Parse(file, reader, spec);
        }
        catch (CsvFormatException e)
        {
            throw new DataSetException($"{file.Path}: {CsvText.Problem(e)}", e);
        }
    }

    static CsvTable Parse(DataFile file, CsvReader reader, CsvSpec spec)
    {
        string[] header = [.. reader.Headers];
        if (CsvText.Problem(header) is { } problem) throw new DataSetException($"{file.Path}: {problem}");
        var (label, inputs) = Chosen(file.Path, header, spec);
        var table = new CsvTable(file.Path, [.. inputs.Select(i => header[i])], [], [], []);
        while (reader.Read())
        {
            var line = reader.LineNumber;
            if (reader.FieldCount != header.Length)
                throw new DataSetException(
                    $"{file.Path}: line {line} has {reader.FieldCount} cells, but the header names {header.Length} columns; "
                    + "mend the line, or set dataset.separator.");
            var name = reader.GetString(label);
            if (name.Length == 0) throw Bad(label, "is empty, so the row has no label; label it or remove it");
            Spelling.Check(name, $"{file.Path}: line {line}, column '{Excerpt.Of(header[label])}'");
            table.Labels.Add(name);
            table.Lines.Add(line);
            foreach (var i in inputs)
            {
                var cell = reader.GetString(i);
                if (cell.Length == 0)
                    throw Bad(i, "is empty; fill the missing value in, remove the row, or list the column in dataset.ignore");
                if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value))
                    throw Bad(
                        i,
                        $"is '{Excerpt.Of(cell)}' and no finite number that a float32 holds; write a number such as 1.5, or list "
                        + "the column in dataset.ignore");
                table.Values.Add(value);
            }

            DataSetException Bad(int column, string what) =>
                new($"{file.Path}: line {line}, column '{Excerpt.Of(header[column])}' {what}.");
        }

        if (table.Labels.Count == 0) throw new DataSetException($"{file.Path}: it has a header and no rows; name a table with data.");
        return table;
    }

    /// <summary>The first table's rows to train on, a second one's to test.</summary>
    public static SamplePool Pool(IReadOnlyList<CsvTable> tables)
    {
        var (training, test) = (tables[0], tables.Count > 1 ? tables[1] : null);
        if (test is not null && !test.Columns.SequenceEqual(training.Columns))
            throw new DataSetException(
                $"{test.Path}: its inputs are {string.Join(", ", test.Columns)}, "
                + $"those of {training.Path} are {string.Join(", ", training.Columns)}; "
                + "both tables need the same columns in the same order.");
        var names = training.Labels.Distinct(StringComparer.Ordinal).ToList();
        if (names.TrueForAll(n => long.TryParse(n, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)))
            names = [.. names.OrderBy(n => long.Parse(n, CultureInfo.InvariantCulture)).ThenBy(n => n, StringComparer.Ordinal)];
        else
            names.Sort(StringComparer.Ordinal);
        if (names.Count < 2)
            throw new DataSetException(
                $"{training.Path}: all rows have the label '{Excerpt.Of(names[0])}'; at least two classes are needed.");
        var numbers = names.Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i, StringComparer.Ordinal);
        var labels = new List<int>(training.Labels.Select(l => numbers[l]));
        for (var i = 0; i < (test?.Labels.Count ?? 0); i++)
            labels.Add(numbers.TryGetValue(test!.Labels[i], out var number)
                ? number
                : throw new DataSetException(
                    $"{test.Path}: line {test.Lines[i]} has the label '{Excerpt.Of(test.Labels[i])}', which no training row has; "
                    + (IsQuantity(names) ? $"{QuantityRemedy}." : $"its labels are {Excerpt.List(names)}.")));
        return new NumberPool(
            new(training.Columns.Length, 1, 1), names, [.. training.Values, .. test?.Values ?? []], [.. labels],
            training.Labels.Count)
        {
            Columns = training.Columns,
        };
    }

    /// <summary>What to do where <see cref="IsQuantity"/>.</summary>
    public const string QuantityRemedy =
        "they look like quantities to predict, and losses here are for classes: group them into a few, or name another column";

    /// <summary>
    /// Whether labels look like measured numbers: more than ten that are not all whole, or more than twenty that do not just count
    /// from 0 or 1.
    /// </summary>
    public static bool IsQuantity(IReadOnlyList<string> names)
    {
        var numbers = new List<double>();
        foreach (var name in names)
        {
            if (!double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return false;
            numbers.Add(number);
        }

        if (!numbers.TrueForAll(n => n == Math.Floor(n))) return numbers.Count > 10;
        return numbers.Count > 20 && !(numbers.Min() is 0 or 1 && numbers.Max() - numbers.Min() == numbers.Count - 1);
    }

    static (int Label, List<int> Inputs) Chosen(string path, string[] header, CsvSpec spec)
    {
        var label = Index(spec.Label, "label");
        var names = (spec.Ignore ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        HashSet<int> ignored = [label, .. names.Select(name => Index(name, "ignore"))];
        var inputs = Enumerable.Range(0, header.Length).Where(i => !ignored.Contains(i)).ToList();
        if (inputs.Count == 0)
            throw new DataSetException(
                $"{path}: beside the label no column is left as input; check dataset.separator and dataset.ignore.");
        return (label, inputs);

        int Index(string name, string key) => Array.IndexOf(header, name) is >= 0 and var at
            ? at
            : throw new DataSetException(
                $"{path}: its header (line 1) names no column '{name}' (dataset.{key}); it names {Excerpt.List(header)}."
                + (header.Prepend(name).Select(Spelling.Mark).FirstOrDefault(m => m is not null) is { } mark
                    ? $" In one of the two an accent is a character of its own (U+{(int)mark:X4}): write both in Unicode's form NFC."
                    : ""));
    }
}
