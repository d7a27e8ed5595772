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
