using System.Text.Json.Serialization;

namespace LossActors.Host.Reports;

/// <summary>
/// A part of a report. Texts are plain but for <c>`code`</c> between backticks; whatever they hold is escaped where it is written.
/// Numbers that are NaN or infinite are written as gaps.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(CommandLine), "command")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(LineChart), "line")]
[JsonDerivedType(typeof(ScatterChart), "scatter")]
[JsonDerivedType(typeof(BarChart), "bar")]
[JsonDerivedType(typeof(HeatMap), "heatmap")]
public abstract record Block;

public sealed record Heading(string Text) : Block;

public sealed record Paragraph(string Text) : Block
{
    /// <summary>A template with a sentence, or a part of one, a line: the lines become one paragraph.</summary>
    public static Paragraph Of(string lines) => new(lines.ReplaceLineEndings(" "));
}

/// <summary>What to type to get these figures; literal, may have several lines.</summary>
public sealed record CommandLine(string Text) : Block;

/// <summary>A table. Columns of numbers, with – for none, are set to the right.</summary>
/// <param name="Caption">One sentence.</param>
/// <param name="Rows">Each as long as <paramref name="Columns"/>.</param>
public sealed record Table(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = Rows.FirstOrDefault(r => r.Count != Columns.Count) is { } odd
        ? throw new ArgumentException($"A row of the table '{Caption}' has {odd.Count} cells for {Columns.Count} columns.", nameof(Rows))
        : Rows;
}
