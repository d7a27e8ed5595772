using System.Text;

namespace LossActors.Structures.Tables;

/// <summary>Reads along one line. Blanks between words do not count, and nothing does after a % outside of quotes.</summary>
ref struct ArffCursor
{
    readonly string path;
    readonly ReadOnlySpan<char> text;
    int at, wordStart;

    public ArffCursor(string path, ReadOnlySpan<char> text, long line)
    {
        this.path = path;
        this.text = text;
        Line = line;
        SkipBlanks();
        wordStart = at;
    }

    /// <summary>From 1.</summary>
    public long Line { get; }

    public readonly bool AtEnd => at == text.Length || text[at] == '%';

    public readonly bool AtQuote => at < text.Length && text[at] is '\'' or '"';

    public bool Skip(char c)
    {
        if (AtEnd || text[at] != c) return false;
        at++;
        SkipBlanks();
        return true;
    }

    public void Expect(char c)
    {
        wordStart = at;
        if (!Skip(c)) throw Refused($"lacks a '{c}'");
    }

    public void ExpectEnd()
    {
        wordStart = at;
        if (!AtEnd) throw Refused($"has '{text[at]}' where the line should end");
    }

    /// <summary>A name, number or value, in quotes or without.</summary>
    public string Word()
    {
        wordStart = at;
        var word = AtQuote ? Quoted() : Plain();
        SkipBlanks();
        return word;
    }

    /// <param name="what">Whose subject is the character at which the last word began.</param>
    public readonly TableException Refused(string what) => new($"{path}: line {Line}, character {wordStart + 1} {what}.");

    string Plain()
    {
        while (!AtEnd && text[at] is not (',' or '{' or '}' or '\'' or '"') && !char.IsWhiteSpace(text[at])) at++;
        if (at > wordStart) return text[wordStart..at].ToString();
        throw Refused(AtEnd ? "is the end of the line, where a word should follow" : $"has '{text[at]}' where a word should stand");
    }

    string Quoted()
    {
        var word = new StringBuilder();
        var quote = text[at];
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length) at++;
            word.Append(text[at]);
        }

        if (at == text.Length) throw Refused("opens a quote that nothing closes");
        at++;
        return word.ToString();
    }

    void SkipBlanks()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }
}
