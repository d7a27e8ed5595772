namespace LossActors.Host.Reports;

/// <summary>Blocks in reading order. <see cref="ReportFiles"/> writes them as Markdown, JSON and one HTML page.</summary>
/// <param name="Title">Plain text.</param>
public sealed record Report(string Title, IReadOnlyList<Block> Blocks);
