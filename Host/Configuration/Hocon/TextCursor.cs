using System.Text;

namespace LossActors.Host.Configuration.Hocon;

/// <summary>A place in a text, and the tokens that can be read there.</summary>
sealed class TextCursor(string text, string file, bool lines = true)
{
    int _index;
    int _line = lines ? 1 : 0;
    int _column = 1;

    public Origin Here => new(file, _line, _column);

    public bool AtEnd => _index >= text.Length;

    /// <summary>The character here as an error shows it.</summary>
    public string Shown => AtEnd ? "the end of the text" : Peek() switch
    {
        '\n' => "the end of the line",
        ' ' => "a blank",
        var c when char.IsControl(c) || char.IsSurrogate(c) || char.IsWhiteSpace(c) => $"the character U+{(int)c:X4}",
        var c => $"'{c}'",
    };

    public char Peek(int ahead = 0) => _index + ahead < text.Length ? text[_index + ahead] : '\0';

    public bool StartsWith(string token) => string.CompareOrdinal(text, _index, token, 0, token.Length) == 0;

    public ConfigurationException Error(string sentence) => new(Here, sentence);

    public char Next()
    {
        var c = text[_index++];
        if (c == '\n' && lines)
            (_line, _column) = (_line + 1, 1);
        else
            _column++;
        return c;
    }

    public bool Skip(string token)
    {
        if (!StartsWith(token))
            return false;
        for (var i = 0; i < token.Length; i++)
            Next();
        return true;
    }

    /// <summary>Blanks on this line, and a comment up to the line's end.</summary>
    public string SkipBlanks()
    {
        var start = _index;
        while (!AtEnd && HoconText.IsBlank(Peek()))
            Next();
        var blanks = text[start.._index];
        if (AtComment)
            while (!AtEnd && Peek() != '\n')
                Next();
        return blanks;
    }

    public void SkipLines()
    {
        do
            SkipBlanks();
        while (Skip("\n"));
    }

    /// <summary>Keys joined by dots, each plain or quoted.</summary>
    public HoconPath ReadPath()
    {
        var keys = new List<string>();
        do
        {
            var start = Here;
            var key = new StringBuilder();
            var quoted = false;
            while (!AtEnd)
            {
                if (Peek() == '"')
                {
                    key.Append(ReadQuoted());
                    quoted = true;
                }
                else if (IsUnquoted && Peek() != '.')
                    key.Append(Next());
                else
                    break;
            }

            if (key.Length == 0 && !quoted)
                throw start.Error(AtEnd
                    ? "a key is missing before the end of the text; write one, or remove what stands before it"
                    : $"a key is expected but {Shown} was found; write a key, in double quotes if it holds special characters");
            keys.Add(key.ToString());
            if (keys.Count > Limits.Depth)
                throw start.Error($"the key has more than {Limits.Depth} parts; nest less deeply");
        }
        while (Skip("."));
        return new HoconPath(keys);
    }

    /// <summary>A text in one or three pairs of quotes.</summary>
    public string ReadQuoted()
    {
        var start = Here;
        if (Skip("\"\"\""))
            return ReadTripleQuoted(start);
        Next();
        var read = new StringBuilder();
        while (!AtEnd && Peek() != '\n')
        {
            var c = Next();
            if (c == '"')
                return read.ToString();
            read.Append(c == '\\' ? ReadEscape() : c);
        }

        throw start.Error("the quote opened here is not closed on its line; add the closing \", or use \"\"\" for a text of several lines");
    }

    /// <summary>Characters of a value up to a blank, a reserved character or a comment. May be empty.</summary>
    public string ReadUnquoted()
    {
        var start = _index;
        // A plus is reserved for += alone, which stands after a key; in a value it is a character like others.
        while (!AtEnd && (IsUnquoted || (Peek() == '+' && Peek(1) != '=')))
            Next();
        return text[start.._index];
    }

    bool AtComment => Peek() == '#' || (Peek() == '/' && Peek(1) == '/');

    bool IsUnquoted => !HoconText.IsReserved(Peek()) && !HoconText.IsBlank(Peek()) && !AtComment;

    string ReadTripleQuoted(Origin start)
    {
        var read = new StringBuilder();
        while (!AtEnd)
        {
            // Quotes beyond the last three belong to the text.
            if (StartsWith("\"\"\"") && Peek(3) != '"')
            {
                Skip("\"\"\"");
                return read.ToString();
            }

            read.Append(Next());
        }

        throw start.Error("the \"\"\" opened here is never closed; add \"\"\" where the text ends");
    }

    char ReadEscape()
    {
        if (AtEnd)
            throw Error("the text ends inside an escape; add the closing quote");
        var at = Here;
        var c = Next();
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u' when _index + 4 <= text.Length && text[_index..(_index + 4)].All(char.IsAsciiHexDigit):
                var code = Convert.ToUInt16(text.Substring(_index, 4), 16);
                Skip(text.Substring(_index, 4));
                return (char)code;
            case '\n': throw at.Error("the text ends at this line's end; add the closing quote, or use \"\"\" for a text of several lines");
            case 'u': throw at.Error("\\u needs four hexadecimal digits, as in \\u00e9");
            default: throw at.Error($"'\\{c}' is no escape; write \\\\ for a backslash, or use \"\"\" to take the text as it is");
        }
    }
}
