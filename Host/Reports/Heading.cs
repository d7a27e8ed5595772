namespace LossActors.Host.Reports;

public sealed record Heading(string Text) : Block;
