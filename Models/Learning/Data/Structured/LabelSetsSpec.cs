using LossActors.Structures.Tables;

namespace LossActors.Learning.Data.Structured;

/// <summary>Multi-label classification. Of made-up data a label is there where its score is among the highest three tenths.</summary>
public sealed record LabelSetsSpec : TableSpec
{
    const double Share = 0.3;

    private protected override StructuredOutputs OfScores(double[] scores, IReadOnlyList<string> names)
    {
        var members = new byte[scores.Length];
        for (var k = 0; k < names.Count; k++)
        {
            var label = k;
            var own = Enumerable.Range(0, scores.Length / names.Count).Select(i => scores[i * names.Count + label]).Order().ToArray();
            var bound = own[(int)((1 - Share) * (own.Length - 1))];
            for (var i = 0; i < own.Length; i++) members[i * names.Count + k] = (byte)(scores[i * names.Count + k] > bound ? 1 : 0);
        }

        return new LabelSetOutputs(members, names);
    }

    private protected override SamplePool OfTables(IReadOnlyList<DataFile> files)
    {
        var tables = Tables(files, (file, columns) => TableReader.ReadLabels(file.Path, file.Bytes, columns), t => t.Inputs);
        return Pool(
            [.. tables.SelectMany(t => t.X)], tables[0].Inputs, tables[0].Rows,
            new LabelSetOutputs([.. tables.SelectMany(t => t.Y)], tables[0].Labels));
    }
}
