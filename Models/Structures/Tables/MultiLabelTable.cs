namespace LossActors.Structures.Tables;

/// <summary>Rows that have any number of labels each.</summary>
/// <param name="Inputs">Names.</param>
/// <param name="Labels">Names.</param>
/// <param name="X">[rows, inputs] by rows.</param>
/// <param name="Y">[rows, labels] by rows: 1 where a row has a label, else 0.</param>
public sealed record MultiLabelTable(IReadOnlyList<string> Inputs, IReadOnlyList<string> Labels, float[] X, byte[] Y, int Rows);
