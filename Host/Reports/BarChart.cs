namespace LossActors.Host.Reports;

/// <summary>Bars side by side in named places.</summary>
/// <param name="Places">Names below the bars.</param>
/// <param name="Y">The bars' height.</param>
public sealed record BarChart(string Title, IReadOnlyList<string> Places, Axis Y, IReadOnlyList<Bars> Groups) : Chart(Title)
{
    public IReadOnlyList<Bars> Groups { get; } = Groups.FirstOrDefault(g => g.Values.Count != Places.Count) is { } odd
        ? throw new ArgumentException($"'{odd.Name}' has {odd.Values.Count} bars for {Places.Count} places.", nameof(Groups))
        : Groups;
}
