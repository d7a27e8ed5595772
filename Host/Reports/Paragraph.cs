namespace LossActors.Host.Reports;

public sealed record Paragraph(string Text) : Block;
