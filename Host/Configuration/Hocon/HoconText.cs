using System.Globalization;
using System.Text;

namespace LossActors.Host.Configuration.Hocon;

/// <summary>The lexical rules that reading and printing share.</summary>
static class HoconText
{
    // The characters that the HOCON specification reserves in unquoted strings.
    const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    public static bool IsBlank(char c) => c != '\n' && (char.IsWhiteSpace(c) || c == '\uFEFF');

    public static bool IsReserved(char c) => Reserved.Contains(c) || char.IsControl(c);

    public static bool IsPlainKey(string key) =>
        key.Length > 0 && key.All(c => !IsReserved(c) && !char.IsWhiteSpace(c) && c is not ('.' or '\uFEFF'))
        && !key.Contains("//", StringComparison.Ordinal);

    /// <summary>Whether the text reads back as itself without quotes, as a value.</summary>
    public static bool IsPlainValue(string text) =>
        text.Length > 0 && !IsBlank(text[0]) && !IsBlank(text[^1]) && text != "null"
        && text.All(c => c == '+' || (!IsReserved(c) && c != '\n')) && !text.Contains("//", StringComparison.Ordinal);

    public static bool IsNumber(string text) =>
        text.Length > 0 && (char.IsAsciiDigit(text[^1]) || text[^1] == '.') && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '.')
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(c) || char.IsSurrogate(c) => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        return quoted.Append('"').ToString();
    }
}
