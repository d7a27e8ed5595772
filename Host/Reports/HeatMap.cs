namespace LossActors.Host.Reports;

/// <summary>Numbers on a grid as colours, dark for small, with a scale beside it.</summary>
/// <param name="X">The columns' places, evenly spread whatever they are.</param>
/// <param name="Y">The rows' places, from bottom to top.</param>
/// <param name="Values">A row for each of <paramref name="Y"/>, a number for each of <paramref name="X"/>.</param>
/// <param name="Measure">What the colour means; logarithmic if it says so.</param>
public sealed record HeatMap(string Title, Axis XAxis, IReadOnlyList<string> X, Axis YAxis, IReadOnlyList<string> Y, IReadOnlyList<IReadOnlyList<double>> Values, Axis Measure)
    : Chart(Title)
{
    public IReadOnlyList<IReadOnlyList<double>> Values { get; } = Values.Count == Y.Count && Values.All(r => r.Count == X.Count)
        ? Values
        : throw new ArgumentException($"The heat map '{Title}' has {Y.Count}×{X.Count} places; its values have another shape.", nameof(Values));
}
