using System.Globalization;

namespace LossActors.Host.Output;

/// <summary>Command lines to copy: every word as a shell takes it.</summary>
static class Hint
{
    public static string Resume(string journal, string run) => Line("resume", "--journal", journal, "--run", run);

    public static string Delete(string journal, string run) => Line("delete", "--journal", journal, "--run", run);

    public static string Export(string journal, string run) => Line("export", "--journal", journal, "--run", run, "--format", "pytorch");

    public static string Line(params IEnumerable<string> words) => $"./lossactors {string.Join(' ', words.Select(Quoted))}";

    /// <summary>As it is, in single quotes, or in bash's <c>$'…'</c> where it holds what a terminal must not see.</summary>
    static string Quoted(string word)
    {
        if (word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_./=:-+@%,".Contains(c))) return word;
        if (word.All(Shown.IsHarmless)) return $"'{word.Replace("'", "'\\''")}'";
        return $"$'{string.Concat(word.Select(c => c switch
        {
            '\\' or '\'' => $"\\{c}",
            _ => Shown.IsHarmless(c) ? $"{c}" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        }))}'";
    }
}
