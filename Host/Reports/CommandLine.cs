namespace LossActors.Host.Reports;

/// <summary>What to type to get these figures; literal, may have several lines.</summary>
public sealed record CommandLine(string Text) : Block;
