namespace LossActors.Host.Reports;

/// <param name="Y">As many as <paramref name="X"/>.</param>
public sealed record Points(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    public IReadOnlyList<double> Y { get; } = Y.Count == X.Count ? Y : throw new ArgumentException($"'{Name}' has {Y.Count} values at {X.Count} places.", nameof(Y));
}
