namespace LossActors.Host.Reports;

/// <summary>Points in the plane, by groups.</summary>
public sealed record ScatterChart(string Title, Axis X, Axis Y, IReadOnlyList<Points> Groups) : Chart(Title);
