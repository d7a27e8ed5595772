namespace LossActors.Host.Reports;

/// <summary>A drawing, in the HTML page and as numbers in the JSON; Markdown names it.</summary>
/// <param name="Title">One sentence; screen readers read it for the drawing.</param>
public abstract record Chart(string Title) : Block;

/// <summary>Lines over a numeric axis, each with a band around it if it has one.</summary>
public sealed record LineChart(string Title, Axis X, Axis Y, IReadOnlyList<Line> Lines) : Chart(Title);

/// <summary>Points in the plane, by groups.</summary>
public sealed record ScatterChart(string Title, Axis X, Axis Y, IReadOnlyList<Points> Groups) : Chart(Title);

/// <summary>Bars side by side in named places.</summary>
/// <param name="Places">Names below the bars.</param>
/// <param name="Y">The bars' height.</param>
public sealed record BarChart(string Title, IReadOnlyList<string> Places, Axis Y, IReadOnlyList<Bars> Groups) : Chart(Title)
{
    public IReadOnlyList<Bars> Groups { get; } = Groups.FirstOrDefault(g => g.Values.Count != Places.Count) is { } odd
        ? throw new ArgumentException($"'{odd.Name}' has {odd.Values.Count} bars for {Places.Count} places.", nameof(Groups))
        : Groups;
}

/// <summary>Numbers on a grid as colours, dark for small, with a scale beside it.</summary>
/// <param name="X">The columns' places, evenly spread whatever they are.</param>
/// <param name="Y">The rows' places, from bottom to top.</param>
/// <param name="Values">A row for each of <paramref name="Y"/>, a number for each of <paramref name="X"/>.</param>
/// <param name="Measure">What the colour means; logarithmic if it says so.</param>
public sealed record HeatMap(
    string Title,
    Axis XAxis,
    IReadOnlyList<string> X,
    Axis YAxis,
    IReadOnlyList<string> Y,
    IReadOnlyList<IReadOnlyList<double>> Values,
    Axis Measure)
    : Chart(Title)
{
    public IReadOnlyList<IReadOnlyList<double>> Values { get; } = Values.Count == Y.Count && Values.All(r => r.Count == X.Count)
        ? Values
        : throw new ArgumentException($"The heat map '{Title}' has {Y.Count}×{X.Count} places; its values do not.", nameof(Values));
}

/// <param name="Label">What it measures, with its unit.</param>
/// <param name="Logarithmic">Numbers that are not above 0 are then gaps.</param>
public sealed record Axis(string Label, bool Logarithmic = false);

/// <param name="X">In rising order.</param>
/// <param name="Y">As many as <paramref name="X"/>.</param>
/// <param name="Band">Edges of a shaded band, as many as <paramref name="X"/>; null for none.</param>
/// <param name="Dashed">For limits and references.</param>
public sealed record Line(
    string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y, IReadOnlyList<Spread>? Band = null, bool Dashed = false)
{
    public IReadOnlyList<double> Y { get; } = Y.Count == X.Count
        ? Y
        : throw new ArgumentException($"The line '{Name}' has {Y.Count} values at {X.Count} places.", nameof(Y));

    public IReadOnlyList<Spread>? Band { get; } = Band is null || Band.Count == X.Count
        ? Band
        : throw new ArgumentException($"The band of '{Name}' has {Band.Count} edges at {X.Count} places.", nameof(Band));
}

/// <param name="Y">As many as <paramref name="X"/>.</param>
public sealed record Points(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    public IReadOnlyList<double> Y { get; } = Y.Count == X.Count
        ? Y
        : throw new ArgumentException($"'{Name}' has {Y.Count} values at {X.Count} places.", nameof(Y));
}

/// <param name="Errors">Ends of an error bar on each, as many as <paramref name="Values"/>; null for none.</param>
public sealed record Bars(string Name, IReadOnlyList<double> Values, IReadOnlyList<Spread>? Errors = null)
{
    public IReadOnlyList<Spread>? Errors { get; } = Errors is null || Errors.Count == Values.Count
        ? Errors
        : throw new ArgumentException($"'{Name}' has {Errors.Count} error bars on {Values.Count} bars.", nameof(Errors));
}

public readonly record struct Spread(double Low, double High);
