namespace LossActors.Structures.Tables;

/// <summary>A table as it was read, before its columns are told apart.</summary>
/// <param name="Cells">[rows, columns] by rows: numbers, or indices of values.</param>
/// <param name="Lines">The line on which each row begins, from 1.</param>
sealed record RawTable(string Path, IReadOnlyList<TableColumn> Columns, List<float> Cells, List<long> Lines)
{
    public ReadOnlySpan<float> Row(int row) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Cells).Slice(row * Columns.Count, Columns.Count);

    public TableException Refused(int row, int column, string what) => Refused(Path, Lines[row], Columns[column].Name, what);

    public static TableException Refused(string path, long line, string column, string what) =>
        new($"{path}: line {line}, column '{Excerpt.Of(column)}' {what}.");
}
