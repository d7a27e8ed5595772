namespace LossActors.Structures.Tables;

/// <summary>Which columns of a table are labels; the others are inputs.</summary>
public sealed class LabelColumns
{
    readonly Func<string, IReadOnlyList<string>, IReadOnlyList<int>> choose;

    LabelColumns(Func<string, IReadOnlyList<string>, IReadOnlyList<int>> choose) => this.choose = choose;

    /// <summary>Those of these names, in this order.</summary>
    public static LabelColumns Named(IReadOnlyList<string> names) => new((path, columns) =>
        [.. names.Select(name => columns.ToList().IndexOf(name) is >= 0 and var at
            ? at
            : throw new TableException($"{path}: it has no column '{Excerpt.Of(name)}'; it has {Excerpt.List(columns)}."))]);

    /// <summary>So many at the beginning, as MEKA has them.</summary>
    public static LabelColumns First(int count) => new((path, columns) => [.. Enumerable.Range(0, Checked(path, count, columns))]);

    /// <summary>So many at the end, as MULAN has them.</summary>
    public static LabelColumns Last(int count) => new((path, columns) =>
        [.. Enumerable.Range(columns.Count - Checked(path, count, columns), count)]);

    /// <summary>The chosen columns' indices, each once and at least one.</summary>
    /// <exception cref="TableException">The table has no such columns, or none is left as input.</exception>
    internal IReadOnlyList<int> Of(string path, IReadOnlyList<string> columns)
    {
        var chosen = choose(path, columns);
        if (chosen.Count == 0) throw new TableException($"{path}: no column is chosen as a label; choose at least one.");
        if (chosen.GroupBy(i => i).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new TableException($"{path}: the label '{Excerpt.Of(columns[twice.Key])}' is chosen twice; name it once.");
        return chosen.Count < columns.Count
            ? chosen
            : throw new TableException($"{path}: all {columns.Count} columns are labels, and none is left as input.");
    }

    static int Checked(string path, int count, IReadOnlyList<string> columns) => count <= columns.Count && count >= 0
        ? count
        : throw new TableException($"{path}: {count} columns are to be labels, but it has {columns.Count}.");
}
