namespace LossActors.Host.Reports;

/// <summary>What a study has to say: blocks in reading order. <see cref="ReportFiles"/> writes it as Markdown, JSON and one HTML page.</summary>
/// <param name="Title">Plain text.</param>
public sealed record Report(string Title, IReadOnlyList<Block> Blocks);
