namespace LossActors.Host.Reports;

/// <summary>A table. Columns of numbers, with – for none, are set to the right.</summary>
/// <param name="Caption">One sentence.</param>
/// <param name="Rows">Each as long as <paramref name="Columns"/>.</param>
public sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = Rows.FirstOrDefault(r => r.Count != Columns.Count) is { } odd
        ? throw new ArgumentException($"A row of the table '{Caption}' has {odd.Count} cells for {Columns.Count} columns.", nameof(Rows))
        : Rows;
}
