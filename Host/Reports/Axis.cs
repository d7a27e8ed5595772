namespace LossActors.Host.Reports;

/// <param name="Label">What it measures, with its unit.</param>
/// <param name="Logarithmic">Numbers that are not above 0 are then gaps.</param>
public sealed record Axis(string Label, bool Logarithmic = false);
