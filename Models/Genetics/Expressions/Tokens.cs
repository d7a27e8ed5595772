using System.Globalization;

namespace LossActors.Genetics.Expressions;

/// <summary>A cursor over the text of an expression or genome: numbers, names and single signs.</summary>
sealed class Tokens
{
    const int LongestText = 100_000;

    int next;

    public Tokens(string text)
    {
        Text = text;
        if (text.Length > LongestText)
            throw new ExpressionException(text, LongestText, $"a text of {text.Length} characters is too long; the limit is {LongestText}");
        Advance();
    }

    public string Text { get; }

    /// <summary>Where the current token begins.</summary>
    public int Position { get; private set; }

    /// <summary>The sign at the cursor, 'a' for a name, '0' for a number, '\0' at the end.</summary>
    public char Kind { get; private set; }

    public string Name { get; private set; } = "";

    public double Number { get; private set; }

    public void Advance()
    {
        while (next < Text.Length && char.IsWhiteSpace(Text[next])) next++;
        Position = next;
        if (next == Text.Length)
        {
            Kind = '\0';
            return;
        }

        var c = Text[next];
        if (char.IsAsciiDigit(c) || c == '.')
        {
            ReadNumber();
        }
        else if (char.IsAsciiLetter(c) || c == '_')
        {
            while (next < Text.Length && (char.IsAsciiLetterOrDigit(Text[next]) || Text[next] == '_')) next++;
            Kind = 'a';
            Name = Text[Position..next];
        }
        else if ("+-*/(),[]=".Contains(c, StringComparison.Ordinal))
        {
            Kind = c;
            next++;
            if (c == '*' && next < Text.Length && Text[next] == '*') throw Error("powers are written pow(a, b), not a**b");
        }
        else
        {
            throw Error(c == '^' ? "powers are written pow(a, b), not a^b" : $"unexpected character '{c}'");
        }
    }

    public bool Take(char kind)
    {
        if (Kind != kind) return false;
        Advance();
        return true;
    }

    public void Expect(char kind, string where)
    {
        if (!Take(kind)) throw Error($"expected '{kind}' {where}, found {Found}");
    }

    public string Found => Kind switch
    {
        '\0' => "the end",
        'a' => $"\"{Name}\"",
        '0' => $"the number {Text[Position..next]}",
        _ => $"'{Kind}'",
    };

    public ExpressionException Error(string problem) => new(Text, Position, problem);

    public ExpressionException ErrorAt(int position, string problem) => new(Text, position, problem);

    void ReadNumber()
    {
        while (next < Text.Length && (char.IsAsciiDigit(Text[next]) || Text[next] == '.')) next++;
        if (next < Text.Length && Text[next] is 'e' or 'E')
        {
            var digits = next + 1;
            if (digits < Text.Length && Text[digits] is '+' or '-') digits++;
            if (digits < Text.Length && char.IsAsciiDigit(Text[digits]))
            {
                next = digits;
                while (next < Text.Length && char.IsAsciiDigit(Text[next])) next++;
            }
        }

        var literal = Text.AsSpan(Position, next - Position);
        if (!double.TryParse(literal, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw Error($"\"{literal}\" is not a number");
        Kind = '0';
        Number = number;
    }
}
