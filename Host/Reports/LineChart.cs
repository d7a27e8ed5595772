namespace LossActors.Host.Reports;

/// <summary>Lines over a numeric axis, each with a band around it if it has one.</summary>
public sealed record LineChart(string Title, Axis X, Axis Y, IReadOnlyList<Line> Lines) : Chart(Title);
