namespace LossActors.Host.Reports;

/// <param name="X">In rising order.</param>
/// <param name="Y">As many as <paramref name="X"/>.</param>
/// <param name="Band">Edges of a shaded band, as many as <paramref name="X"/>; null for none.</param>
/// <param name="Dashed">For limits and references.</param>
public sealed record Line(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<Spread>? Band = null, bool Dashed = false)
{
    public IReadOnlyList<double> Y { get; } = Y.Count == X.Count ? Y : throw new ArgumentException($"The line '{Name}' has {Y.Count} values at {X.Count} places.", nameof(Y));

    public IReadOnlyList<Spread>? Band { get; } = Band is null || Band.Count == X.Count
        ? Band
        : throw new ArgumentException($"The band of '{Name}' has {Band.Count} edges at {X.Count} places.", nameof(Band));
}
