namespace LossActors.Structures.Tables;

/// <summary>Rows that rank the same labels each.</summary>
/// <param name="Inputs">Names.</param>
/// <param name="Labels">Names.</param>
/// <param name="X">[rows, inputs] by rows.</param>
/// <param name="Ranks">[rows, labels] by rows: 1 for the best label … the number of labels, each once a row.</param>
public sealed record RankingTable(IReadOnlyList<string> Inputs, IReadOnlyList<string> Labels, float[] X, int[] Ranks, int Rows);
