namespace LossActors.Structures.Molecules;

/// <summary>The grammar of SMILES: atoms, branches, rings. See <see cref="BracketAtom"/> for what is in brackets.</summary>
sealed class SmilesReader(string text)
{
    const int None = -1;

    readonly Draft draft = new(text);
    readonly HashSet<(int, int)> bound = [];
    readonly Stack<(int Atom, int Column)> branches = new();
    readonly Dictionary<int, Ring> rings = [];

    /// <summary>The atom that the next one is bound to, and the bond that was written since.</summary>
    int last = None;

    (char Symbol, int Column)? bond;
    int at;

    sealed record Ring(int Atom, char? Bond, int Column);

    int Column => at + 1;

    public Draft Read()
    {
        if (text.Length == 0) throw draft.Refused(1, "is the end of an empty text");
        while (at < text.Length) Next();
        NoBond();
        if (branches.TryPeek(out var branch)) throw draft.Refused(branch.Column, "opens a branch that nothing closes");
        if (rings.Count > 0)
        {
            var (number, ring) = rings.MinBy(r => r.Value.Column);
            throw draft.Refused(ring.Column, $"opens ring {number}, which nothing closes");
        }

        return draft.Atoms.Count > 0 ? draft : throw draft.Refused(1, "begins no atom");
    }

    void Next()
    {
        var c = text[at];
        switch (c)
        {
            case '[':
                Add(BracketAtom.Read(draft, text, ref at));
                break;
            case '(':
                NoBond();
                if (last == None) throw draft.Refused(Column, "opens a branch before any atom");
                if (at + 1 < text.Length && text[at + 1] == ')') throw draft.Refused(Column, "opens a branch without atoms");
                branches.Push((last, Column));
                at++;
                break;
            case ')':
                NoBond();
                if (last == None && branches.Count > 0) throw draft.Refused(at, "begins a component without atoms");
                if (!branches.TryPop(out var branch)) throw draft.Refused(Column, "closes a branch that nothing opens");
                last = branch.Atom;
                at++;
                break;
            case '.':
                NoBond();
                if (last == None) throw draft.Refused(Column, "ends a component before any atom");
                last = None;
                at++;
                if (at == text.Length) throw draft.Refused(at, "begins a component without atoms");
                break;
            case '-' or '=' or '#' or '$' or ':' or '/' or '\\':
                NoBond();
                if (last == None) throw draft.Refused(Column, $"is a bond '{c}' before any atom");
                bond = (c, Column);
                at++;
                break;
            case (>= '0' and <= '9') or '%':
                CloseOrOpen();
                break;
            default:
                Add(Organic());
                break;
        }
    }

    /// <summary>An atom that needs no brackets.</summary>
    DraftAtom Organic()
    {
        var c = text[at];
        var length = at + 1 < text.Length && (c, text[at + 1]) is ('C', 'l') or ('B', 'r') ? 2 : 1;
        var aromatic = c is 'b' or 'c' or 'n' or 'o' or 'p' or 's';
        if (!aromatic && c is not ('B' or 'C' or 'N' or 'O' or 'P' or 'S' or 'F' or 'I' or '*'))
            throw draft.Refused(Column, Unreadable(c));
        var symbol = aromatic ? [char.ToUpperInvariant(c)] : text.AsSpan(at, length);
        var atom = new DraftAtom(Element.Find(symbol)!, aromatic, Column);
        at += length;
        return atom;
    }

    static string Unreadable(char c) => char.IsAsciiLetter(c)
        ? $"has '{c}', but atoms other than B, C, N, O, P, S, F, Cl, Br, I and aromatic b, c, n, o, p, s stand in brackets"
        : $"has '{c}', which means nothing here";

    void Add(DraftAtom atom)
    {
        draft.Atoms.Add(atom);
        var added = draft.Atoms.Count - 1;
        if (last != None) Bind(last, added, bond?.Symbol, bond?.Column ?? atom.Column);
        (last, bond) = (added, null);
    }

    void CloseOrOpen()
    {
        var column = Column;
        if (last == None) throw draft.Refused(column, "has a ring's number before any atom");
        var number = RingNumber();
        var symbol = bond?.Symbol;
        bond = null;
        if (!rings.Remove(number, out var ring))
        {
            rings.Add(number, new(last, symbol, column));
            return;
        }

        if (ring.Atom == last) throw draft.Refused(column, $"closes ring {number} at the atom that opens it");
        if (ring.Bond is { } open && symbol is { } close && Plain(open) != Plain(close))
            throw draft.Refused(column, $"closes ring {number} by a bond '{close}', but column {ring.Column} opens it by '{open}'");
        Bind(ring.Atom, last, symbol ?? ring.Bond, column);
    }

    int RingNumber()
    {
        if (text[at] != '%') return text[at++] - '0';
        if (at + 2 >= text.Length || !char.IsAsciiDigit(text[at + 1]) || !char.IsAsciiDigit(text[at + 2]))
            throw draft.Refused(Column, "has '%' without the two digits of a ring's number");
        at += 3;
        return (text[at - 2] - '0') * 10 + (text[at - 1] - '0');
    }

    void Bind(int from, int to, char? symbol, int column)
    {
        if (!bound.Add((Math.Min(from, to), Math.Max(from, to))))
            throw draft.Refused(column, "binds two atoms that are bound already");
        var (a, b) = (draft.Atoms[from], draft.Atoms[to]);
        var aromatic = a.Aromatic && b.Aromatic;
        if (symbol == ':' && !aromatic && a.Element.Symbol != "*" && b.Element.Symbol != "*")
            throw draft.Refused(column, "has an aromatic bond between atoms that are not aromatic, which are written in lower case");
        draft.Bonds.Add(new(from, to, symbol is null or ':' ? aromatic ? Draft.Aromatic : 1 : Order(symbol.Value)));
    }

    static int Order(char symbol) => symbol switch { '=' => 2, '#' => 3, '$' => 4, _ => 1 };

    /// <summary>Without the side of a double bond, on which the ends of a ring need not agree.</summary>
    static char Plain(char symbol) => symbol is '/' or '\\' ? '-' : symbol;

    void NoBond()
    {
        if (bond is var (symbol, column)) throw draft.Refused(column, $"has a bond '{symbol}' that leads to no atom");
    }
}
