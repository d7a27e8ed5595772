namespace LossActors.Structures.Molecules;

/// <summary>Hydrogens that a SMILES does not write, and those that it writes as atoms.</summary>
static class Hydrogens
{
    /// <summary>
    /// Gives atoms without brackets as many as fill their least usual valence, one less where an aromatic bond will be double.
    /// </summary>
    public static void Fill(Draft draft)
    {
        var (sums, multiple) = draft.Orders();
        for (var i = 0; i < sums.Length; i++)
        {
            var (atom, sum) = (draft.Atoms[i], sums[i]);
            if (atom.Hydrogens != Draft.Implicit) continue;
            atom.Hydrogens = atom.Aromatic
                ? Math.Max(0, atom.Element.Valence(0, 0)!.Value - sum - (multiple[i] ? 0 : 1))
                : atom.Element.Valence(0, sum) - sum ?? 0;
        }
    }

    /// <summary>The molecule, in which hydrogen atoms with nothing but one neighbour of another element are counted with that.</summary>
    public static Molecule Merge(Draft draft)
    {
        var (sums, _) = draft.Orders();
        var merged = new bool[sums.Length];
        var counts = draft.Atoms.ConvertAll(a => a.Hydrogens);
        foreach (var (from, to, _) in draft.Bonds)
        {
            if (IsPlain(from) && !IsHydrogen(to)) (merged[from], counts[to]) = (true, counts[to] + 1);
            else if (IsPlain(to) && !IsHydrogen(from)) (merged[to], counts[from]) = (true, counts[from] + 1);
        }

        var atoms = new List<Atom>();
        var index = new int[sums.Length];
        for (var i = 0; i < index.Length; i++)
        {
            index[i] = atoms.Count;
            if (!merged[i]) atoms.Add(new(draft.Atoms[i].Element.Symbol, draft.Atoms[i].Charge, counts[i]));
        }

        return new(
            [.. atoms],
            [.. draft.Bonds.Where(b => !merged[b.From] && !merged[b.To]).Select(b => new Bond(index[b.From], index[b.To], b.Order))]);

        bool IsHydrogen(int i) => draft.Atoms[i].Element.Symbol == "H";
        bool IsPlain(int i) => IsHydrogen(i) && draft.Atoms[i] is { Charge: 0, Hydrogens: 0 } && sums[i] == 1;
    }
}
