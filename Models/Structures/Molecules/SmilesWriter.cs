using System.Globalization;
using System.Text;

namespace LossActors.Structures.Molecules;

/// <summary>See <see cref="Smiles.Write"/>. Each component is written along a depth-first tree from its first atom.</summary>
sealed class SmilesWriter
{
    const int MostRings = 99;

    readonly Molecule molecule;
    readonly StringBuilder text = new();
    readonly List<(int Atom, int Order)>[] neighbours;
    readonly List<(int Atom, int Order)>[] children;
    readonly int[] sums;
    readonly bool[] written;
    readonly HashSet<(int, int)> tree = [];
    readonly Dictionary<(int, int), int> rings = [];

    public SmilesWriter(Molecule molecule)
    {
        this.molecule = molecule;
        var n = molecule.Atoms.Count;
        (neighbours, children, sums, written) = (new List<(int, int)>[n], new List<(int, int)>[n], new int[n], new bool[n]);
        for (var i = 0; i < n; i++) (neighbours[i], children[i]) = ([], []);
        foreach (var (from, to, order) in molecule.Bonds)
        {
            if (order is < 1 or > 4) throw new ArgumentException($"A bond has order {order}; SMILES know 1 to 4.", nameof(molecule));
            neighbours[from].Add((to, order));
            neighbours[to].Add((from, order));
            sums[from] += order;
            sums[to] += order;
        }
    }

    public string Write()
    {
        for (var root = 0; root < written.Length; root++)
        {
            if (written[root]) continue;
            if (text.Length > 0) text.Append('.');
            Grow(root);
            WriteTree(root);
        }

        return text.ToString();
    }

    /// <summary>Depth first, so that rings close at an atom before them on the way, and few are open at a time.</summary>
    void Grow(int root)
    {
        var seen = new HashSet<int> { root };
        var path = new Stack<(int Atom, int Next)>([(root, 0)]);
        while (path.TryPop(out var step))
        {
            var (atom, next) = step;
            if (next == neighbours[atom].Count) continue;
            path.Push((atom, next + 1));
            var child = neighbours[atom][next];
            if (!seen.Add(child.Atom)) continue;
            children[atom].Add(child);
            tree.Add(Pair(atom, child.Atom));
            path.Push((child.Atom, 0));
        }
    }

    void WriteTree(int root)
    {
        // A branch that is to be closed is an atom of −1.
        var open = new Stack<(int Atom, int Order, bool Branch)>([(root, 1, false)]);
        while (open.TryPop(out var next))
        {
            var (atom, order, branch) = next;
            if (atom < 0)
            {
                text.Append(')');
                continue;
            }

            if (branch) text.Append('(');
            Append(order);
            Append(molecule.Atoms[atom], sums[atom]);
            written[atom] = true;
            AppendRings(atom);
            for (var i = children[atom].Count - 1; i >= 0; i--)
            {
                var isBranch = i < children[atom].Count - 1;
                if (isBranch) open.Push((-1, 0, false));
                open.Push((children[atom][i].Atom, children[atom][i].Order, isBranch));
            }
        }
    }

    void AppendRings(int atom)
    {
        var closed = new List<(int, int)>();
        foreach (var (other, order) in neighbours[atom])
        {
            var pair = Pair(atom, other);
            if (tree.Contains(pair)) continue;
            if (written[other])
            {
                AppendRing(rings[pair]);
                closed.Add(pair);
                continue;
            }

            var number = Enumerable.Range(1, MostRings).FirstOrDefault(r => !rings.ContainsValue(r));
            if (number == 0) throw new ArgumentException($"More than {MostRings} rings are open at once; SMILES have no numbers for them.");
            rings.Add(pair, number);
            Append(order);
            AppendRing(number);
        }

        // Only now: a number that closes and opens at the same atom is hard to read.
        foreach (var pair in closed) rings.Remove(pair);

        void AppendRing(int number) => text.Append(number < 10 ? "" : "%").Append(number);
    }

    void Append(int order) => text.Append(order switch { 2 => "=", 3 => "#", 4 => "$", _ => "" });

    void Append(Atom atom, int sum)
    {
        if (IsOrganic(atom, sum))
        {
            text.Append(atom.Element);
            return;
        }

        text.Append('[').Append(atom.Element);
        if (atom.Hydrogens > 0) text.Append('H').Append(Unless1(atom.Hydrogens));
        if (atom.Charge != 0) text.Append(atom.Charge > 0 ? '+' : '-').Append(Unless1(Math.Abs(atom.Charge)));
        text.Append(']');

        static string Unless1(int count) => count == 1 ? "" : count.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the atom can be written without brackets, as one with just the hydrogens that a reader gives it.</summary>
    static bool IsOrganic(Atom atom, int sum) =>
        atom.Charge == 0
        && atom.Element is "B" or "C" or "N" or "O" or "P" or "S" or "F" or "Cl" or "Br" or "I" or "*"
        && atom.Hydrogens == (Element.Find(atom.Element)!.Valence(0, sum) - sum ?? 0);

    static (int, int) Pair(int i, int j) => i < j ? (i, j) : (j, i);
}
