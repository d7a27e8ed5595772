namespace LossActors.Structures.Molecules;

/// <summary>A SMILES as it was read, before hydrogens and double bonds are worked out.</summary>
sealed class Draft(string text)
{
    public const int Aromatic = 0;

    /// <summary>Hydrogens that the text leaves to the reader.</summary>
    public const int Implicit = -1;

    public List<DraftAtom> Atoms { get; } = [];
    public List<DraftBond> Bonds { get; } = [];

    /// <summary>
    /// What each atom's bonds add up to, aromatic ones as single, without hydrogens; and whether one of them is multiple.
    /// </summary>
    public (int[] Sums, bool[] Multiple) Orders()
    {
        var (sums, multiple) = (new int[Atoms.Count], new bool[Atoms.Count]);
        foreach (var bond in Bonds)
        {
            var order = Math.Max(1, bond.Order);
            sums[bond.From] += order;
            sums[bond.To] += order;
            if (order > 1) multiple[bond.From] = multiple[bond.To] = true;
        }

        return (sums, multiple);
    }

    /// <exception cref="SmilesException">An atom has too many bonds.</exception>
    public void CheckValences()
    {
        var (sums, _) = Orders();
        for (var i = 0; i < sums.Length; i++)
        {
            var atom = Atoms[i];
            var sum = sums[i] + atom.Hydrogens;
            if (atom.Element.Valence(atom.Charge, sum) is null)
                throw Refused(atom.Column, $"gives {atom.Element.Symbol} {sum} bonds, more than it takes");
        }
    }

    /// <param name="column">From 1.</param>
    /// <param name="what">Whose subject is the column.</param>
    public SmilesException Refused(int column, string what)
    {
        var shown = text.Length > 80 ? text[..80] + "…" : text;
        return new($"'{shown}' is no SMILES: column {column} {what}.", column);
    }
}

sealed record DraftAtom(Element Element, bool Aromatic, int Column)
{
    public int Charge { get; init; }
    public int Hydrogens { get; set; } = Draft.Implicit;
}

/// <param name="Order">1 … 4, or <see cref="Draft.Aromatic"/>.</param>
readonly record struct DraftBond(int From, int To, int Order);
