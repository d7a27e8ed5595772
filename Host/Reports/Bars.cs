namespace LossActors.Host.Reports;

/// <param name="Errors">Ends of an error bar on each, as many as <paramref name="Values"/>; null for none.</param>
public sealed record Bars(string Name, IReadOnlyList<double> Values, IReadOnlyList<Spread>? Errors = null)
{
    public IReadOnlyList<Spread>? Errors { get; } = Errors is null || Errors.Count == Values.Count
        ? Errors
        : throw new ArgumentException($"'{Name}' has {Errors.Count} error bars on {Values.Count} bars.", nameof(Errors));
}
