using System.Text;
using LossActors.Structures.Tables;

namespace LossActors.Learning.Data.Structured;

/// <summary>Tables of descriptions as texts of words and sequences of characters.</summary>
sealed class DescriptionReader(DescriptionsSpec spec)
{
    public SamplePool Read(IReadOnlyList<DataFile> files)
    {
        var tables = files.Select(file => (file.Part, Rows: Rows(file))).ToList();
        var rows = tables.SelectMany(t => t.Rows).ToList();
        var testStart = tables.Where(t => t.Part != "test").Sum(t => t.Rows.Count);
        var words = Words.Of(rows.Take(testStart).Select(r => r.Input), spec.LeastCount);
        var texts = rows.ConvertAll(r => Text(r, words));
        var characters = new Tokens([.. rows.SelectMany(r => r.Output).Distinct().Order().Select(c => $"{c}")]);
        var outputs = rows.ConvertAll<int[]>(r => [.. r.Output.Select(c => characters.Number($"{c}")!.Value)]);
        return TokenPool.Of(texts, words.Vocabulary, testStart, new SequenceOutputs(outputs, characters.Names));
    }

    int[] Text(Row row, Words words)
    {
        var text = words.Read(row.Input).Take(spec.MostTokens).ToArray();
        return text.Any(words.IsKnown)
            ? text
            : throw new DataSetException(
                $"{row.File}: line {row.Line} has a description without any word that the training tables have {spec.LeastCount} times or "
                + "more, so it says nothing; leave the line out, or lower dataset.least-count.");
    }

    List<Row> Rows(DataFile file)
    {
        Spelling.Check(file);
        var lines = Encoding.UTF8.GetString(file.Bytes).TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).ToArray();
        if (file.Bytes.Length == 0) throw new DataSetException($"{file.Path}: the file is empty; its first line names the columns.");
        var names = lines[0].Split('\t');
        if (names.Length == 1)
            throw new DataSetException($"{file.Path}: its header (line 1) has no tab; columns are separated by tabs.");
        var (input, output) = (Column(spec.Input, "input"), Column(spec.OutputColumn, "output-column"));
        var rows = lines.Index().Skip(1).Where(l => l.Item.Length > 0).Select(l => Cells(l.Item, l.Index + 1)).ToList();
        return rows.Count > 0
            ? rows
            : throw new DataSetException($"{file.Path}: it has a header and no rows; name a table with data.");

        int Column(string name, string key) => names.Count(n => n == name) switch
        {
            1 => Array.IndexOf(names, name),
            0 => throw new DataSetException(
                $"{file.Path}: it has no column '{Excerpt.Of(name)}'; it has {Excerpt.List(names)}, separated by tabs: set dataset.{key} "
                + "to one of them."),
            _ => throw new DataSetException(
                $"{file.Path}: its header (line 1) names the column '{Excerpt.Of(name)}' twice; give every column a name of its own."),
        };

        Row Cells(string line, int number)
        {
            var cells = line.Split('\t');
            if (cells.Length != names.Length)
                throw new DataSetException(
                    $"{file.Path}: line {number} has {cells.Length} cells, the header has {names.Length}; separate them by tabs.");
            var described = cells[output].Replace("\\\\", "\\", StringComparison.Ordinal).Trim();
            return described.Length > 0
                ? new(file.Path, number, cells[input], described)
                : throw new DataSetException(
                    $"{file.Path}: line {number} has nothing in column '{Excerpt.Of(spec.OutputColumn)}'; fill it in.");
        }
    }

    readonly record struct Row(string File, int Line, string Input, string Output);
}
