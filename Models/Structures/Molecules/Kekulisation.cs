using LossActors.Structures.Graphs;

namespace LossActors.Structures.Molecules;

/// <summary>
/// Makes aromatic bonds single and double in turn. Each aromatic atom whose other bonds leave one of its valence free needs a double bond:
/// that of benzene does, the nitrogen of pyrrole, which bears a hydrogen, does not. So double bonds are a matching of those atoms in the
/// rings that aromatic bonds make.
/// </summary>
static class Kekulisation
{
    /// <exception cref="SmilesException">An atom that needs a double bond finds no partner.</exception>
    public static void Apply(Draft draft)
    {
        if (!draft.Bonds.Exists(b => b.Order == Draft.Aromatic) && !draft.Atoms.Exists(a => a.Aromatic)) return;
        var needy = Needy(draft);
        var neighbours = new List<int>[needy.Length];
        for (var i = 0; i < neighbours.Length; i++) neighbours[i] = [];
        foreach (var bond in RingBonds(draft))
        {
            if (!needy[bond.From] || !needy[bond.To]) continue;
            neighbours[bond.From].Add(bond.To);
            neighbours[bond.To].Add(bond.From);
        }

        var partners = new Matching(neighbours).Solve();
        for (var i = 0; i < needy.Length; i++)
        {
            if (!needy[i] || partners[i] >= 0) continue;
            throw draft.Refused(
                draft.Atoms[i].Column,
                "has an aromatic atom for whose double bond there is no partner; give a ring's nitrogen its hydrogen, as in [nH]");
        }

        for (var i = 0; i < draft.Bonds.Count; i++)
        {
            var bond = draft.Bonds[i];
            if (bond.Order == Draft.Aromatic) draft.Bonds[i] = bond with { Order = partners[bond.From] == bond.To ? 2 : 1 };
        }
    }

    static bool[] Needy(Draft draft)
    {
        var (sums, _) = draft.Orders();
        var needy = new bool[sums.Length];
        for (var i = 0; i < needy.Length; i++)
        {
            var atom = draft.Atoms[i];
            if (!atom.Aromatic) continue;
            var sum = sums[i] + atom.Hydrogens;
            needy[i] = atom.Element.Valence(atom.Charge, sum) is { } valence && valence > sum;
        }

        return needy;
    }

    /// <summary>Aromatic bonds that lie on rings of such bonds. Others, as the one between biphenyl's rings, are single.</summary>
    static IEnumerable<DraftBond> RingBonds(Draft draft)
    {
        var (parents, depths) = Forest(draft);
        var inRing = new HashSet<int>();
        foreach (var (from, to, order) in draft.Bonds)
        {
            if (order != Draft.Aromatic || parents[from] == to || parents[to] == from) continue;
            for (var (a, b) = (from, to); a != b;)
            {
                if (depths[a] < depths[b]) (a, b) = (b, a);
                inRing.Add(a);
                a = parents[a];
            }
        }

        return draft.Bonds.Where(b => b.Order == Draft.Aromatic
            && (parents[b.From] == b.To ? inRing.Contains(b.From) : parents[b.To] != b.From || inRing.Contains(b.To)));
    }

    /// <summary>A spanning tree of each piece that aromatic bonds hold together. Roots are their own parents.</summary>
    static (int[] Parents, int[] Depths) Forest(Draft draft)
    {
        var neighbours = draft.Bonds.Where(b => b.Order == Draft.Aromatic)
            .SelectMany(b => ((int, int)[])[(b.From, b.To), (b.To, b.From)])
            .ToLookup(b => b.Item1, b => b.Item2);
        var (parents, depths) = (new int[draft.Atoms.Count], new int[draft.Atoms.Count]);
        Array.Fill(parents, -1);
        var open = new Stack<int>();
        for (var root = 0; root < parents.Length; root++)
        {
            if (parents[root] >= 0) continue;
            parents[root] = root;
            open.Push(root);
            while (open.TryPop(out var atom))
            {
                foreach (var next in neighbours[atom])
                {
                    if (parents[next] >= 0) continue;
                    (parents[next], depths[next]) = (atom, depths[atom] + 1);
                    open.Push(next);
                }
            }
        }

        return (parents, depths);
    }
}
