namespace LossActors.Structures.Molecules;

/// <summary>An atom in brackets: [isotope symbol chirality hydrogens charge class].</summary>
ref struct BracketAtom
{
    /// <summary>More than any atom has, so that no number overflows.</summary>
    const int LargestNumber = 9999;

    readonly Draft draft;
    readonly ReadOnlySpan<char> text;
    int at;

    BracketAtom(Draft draft, ReadOnlySpan<char> text, int at)
    {
        this.draft = draft;
        this.text = text;
        this.at = at;
    }

    /// <param name="at">Where the bracket opens; afterwards what follows it.</param>
    public static DraftAtom Read(Draft draft, string text, ref int at)
    {
        var bracket = new BracketAtom(draft, text, at);
        var atom = bracket.Read();
        at = bracket.at;
        return atom;
    }

    readonly char Current => at < text.Length ? text[at] : '\0';

    DraftAtom Read()
    {
        var open = at++;
        Number();
        var (element, aromatic) = Symbol(open);
        SkipChirality();
        var hydrogens = Skip('H') ? Number() ?? 1 : 0;
        var charge = Charge();
        if (Skip(':') && Number() is null) throw Refused("has ':' without the number of an atom's class");
        if (at == text.Length) throw draft.Refused(open + 1, "opens a bracket that nothing closes");
        if (!Skip(']')) throw Refused($"has '{Current}' where an atom's bracket should close");
        return new(element, aromatic, open + 1) { Charge = charge, Hydrogens = hydrogens };
    }

    (Element Element, bool Aromatic) Symbol(int open)
    {
        if (at == text.Length) throw draft.Refused(open + 1, "opens a bracket that nothing closes");
        for (var length = Math.Min(2, text.Length - at); length > 0; length--)
        {
            var symbol = text.Slice(at, length);
            var aromatic = symbol is "b" or "c" or "n" or "o" or "p" or "s" or "se" or "as" or "te" or "si";
            if (Element.Find(aromatic ? [char.ToUpperInvariant(symbol[0]), .. symbol[1..]] : symbol) is not { } element) continue;
            at += length;
            return (element, aromatic);
        }

        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end])) end++;
        throw Refused(end > at ? $"has '{text[at..end]}', which is no element" : "has no element in its bracket");
    }

    /// <summary>@, @@, or @ with a kind and a number, as in @TB12.</summary>
    void SkipChirality()
    {
        if (!Skip('@') || Skip('@')) return;
        if (at + 2 >= text.Length || !char.IsAsciiDigit(text[at + 2])) return;
        if (text.Slice(at, 2) is not ("TH" or "AL" or "SP" or "TB" or "OH")) return;
        at += 2;
        Number();
    }

    /// <summary>+, +2, ++ and the like.</summary>
    int Charge()
    {
        var sign = Current;
        if (sign is not ('+' or '-')) return 0;
        at++;
        var size = Number();
        if (size is null) for (size = 1; Skip(sign);) size++;
        return sign == '+' ? size.Value : -size.Value;
    }

    bool Skip(char c)
    {
        if (at == text.Length || text[at] != c) return false;
        at++;
        return true;
    }

    int? Number()
    {
        int? number = null;
        for (var start = at; char.IsAsciiDigit(Current); at++)
        {
            number = (number ?? 0) * 10 + (Current - '0');
            if (number > LargestNumber) throw draft.Refused(start + 1, $"has a number above {LargestNumber}");
        }

        return number;
    }

    readonly SmilesException Refused(string what) => draft.Refused(at + 1, what);
}
