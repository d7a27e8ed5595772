using LossActors.Structures.Tables;

namespace LossActors.Learning.Data.Structured;

/// <summary>Label ranking. Of made-up data the item of the highest score is first.</summary>
public sealed record RankingsSpec : TableSpec
{
    private protected override StructuredOutputs OfScores(double[] scores, IReadOnlyList<string> names)
    {
        var ranks = new int[scores.Length];
        for (var row = 0; row < scores.Length; row += names.Count)
            foreach (var (place, item) in Enumerable.Range(0, names.Count).OrderByDescending(k => scores[row + k]).Index())
                ranks[row + item] = place;
        return new RankingOutputs(ranks, names);
    }

    private protected override SamplePool OfTables(IReadOnlyList<DataFile> files)
    {
        var tables = Tables(files, (file, columns) => TableReader.ReadRankings(file.Path, file.Bytes, columns), t => t.Inputs);
        return Pool(
            [.. tables.SelectMany(t => t.X)], tables[0].Inputs, tables[0].Rows,
            new RankingOutputs([.. tables.SelectMany(t => t.Ranks).Select(rank => rank - 1)], tables[0].Labels));
    }
}
