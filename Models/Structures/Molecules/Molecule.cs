using System.Text;
using LossActors.Structures.Graphs;

namespace LossActors.Structures.Molecules;

/// <summary>
/// Atoms and the bonds between them, aromatic ones as alternating single and double bonds. Hydrogens belong to their neighbours, except
/// where they have none, or several, or a charge. Equal when written alike, atom by atom.
/// </summary>
public sealed record Molecule(IReadOnlyList<Atom> Atoms, IReadOnlyList<Bond> Bonds)
{
    /// <summary>By Hill's system: carbon, hydrogen, then the others by the alphabet, as in C8H10N4O2.</summary>
    public string Formula
    {
        get
        {
            var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
            foreach (var atom in Atoms)
            {
                counts[atom.Element] = counts.GetValueOrDefault(atom.Element) + 1;
                if (atom.Hydrogens > 0) counts["H"] = counts.GetValueOrDefault("H") + atom.Hydrogens;
            }

            var formula = new StringBuilder();
            if (counts.ContainsKey("C")) foreach (var first in (string[])["C", "H"]) if (counts.Remove(first, out var n)) Append(first, n);
            foreach (var (element, n) in counts) Append(element, n);
            return formula.ToString();

            void Append(string element, int n) => formula.Append(element).Append(n > 1 ? n.ToString() : "");
        }
    }

    /// <summary>
    /// The atoms as nodes, whose type is their element's index, and the bonds as edges, whose type is their order. Charges and hydrogens
    /// are left out.
    /// </summary>
    /// <exception cref="MoleculeException">An atom's element is not listed.</exception>
    public LabelledGraph ToGraph(IReadOnlyList<string> elements)
    {
        var types = new byte[Atoms.Count];
        var edges = new byte[types.Length * types.Length];
        for (var i = 0; i < types.Length; i++)
        {
            var type = 0;
            while (type < elements.Count && elements[type] != Atoms[i].Element) type++;
            if (type == elements.Count)
                throw new MoleculeException(
                    $"Atom {i + 1} of {Formula} is {Atoms[i].Element}, which is none of {string.Join(", ", elements)}.");
            types[i] = (byte)type;
        }

        foreach (var (from, to, order) in Bonds) edges[from * types.Length + to] = edges[to * types.Length + from] = (byte)order;
        return new(types, edges);
    }

    /// <summary>
    /// The molecule of a graph made by <see cref="ToGraph"/> or like it: no atom is charged, and each bears the hydrogens that fill its
    /// least usual valence, or none where its bonds exceed all.
    /// </summary>
    /// <exception cref="ArgumentException">A node's type is no element.</exception>
    public static Molecule FromGraph(LabelledGraph graph, IReadOnlyList<string> elements)
    {
        var atoms = new Atom[graph.Count];
        var bonds = new List<Bond>();
        for (var i = 0; i < atoms.Length; i++)
        {
            var sum = 0;
            for (var j = 0; j < atoms.Length; j++)
            {
                sum += graph[i, j];
                if (j < i && graph[i, j] != 0) bonds.Add(new(j, i, graph[i, j]));
            }

            var symbol = Valences.Element(graph, i, elements);
            atoms[i] = new(symbol, 0, Element.Find(symbol)?.Valence(0, sum) - sum ?? 0);
        }

        return new(atoms, bonds);
    }

    public bool Equals(Molecule? other) => other is not null && Atoms.SequenceEqual(other.Atoms) && Bonds.SequenceEqual(other.Bonds);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var atom in Atoms) hash.Add(atom);
        foreach (var bond in Bonds) hash.Add(bond);
        return hash.ToHashCode();
    }
}
