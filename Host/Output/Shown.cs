using System.Globalization;

namespace LossActors.Host.Output;

/// <summary>
/// Text of a file, a journal or a command line as it may be shown: what could move a terminal's cursor, colour it, or turn the order of its
/// letters is spelled out, as <c>\u001b</c>.
/// </summary>
static class Shown
{
    /// <summary>On one line.</summary>
    public static string Line(string text) =>
        text.All(IsHarmless) ? text : string.Concat(text.Select(c => IsHarmless(c) ? $"{c}" : Spelled(c)));

    /// <summary>For a cell or line of Spectre's.</summary>
    public static string Markup(string text) => Spectre.Console.Markup.Escape(Line(text));

    internal static bool IsHarmless(char c) => char.GetUnicodeCategory(c) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    internal static string Spelled(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
