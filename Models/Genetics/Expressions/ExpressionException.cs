namespace LossActors.Genetics.Expressions;

/// <summary>A text that is no expression or genome. The message names the text, the column and what to write instead.</summary>
public sealed class ExpressionException(string text, int position, string problem)
    : FormatException($"cannot read \"{Shorten(text)}\": {problem} (column {position + 1})")
{
    static string Shorten(string text) => text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 117), "...");
}
