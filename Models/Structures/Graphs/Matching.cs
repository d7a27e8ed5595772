namespace LossActors.Structures.Graphs;

/// <summary>
/// A largest set of edges no two of which share a node, in graphs with odd rings too (Edmonds, "Paths, trees, and flowers", 1965): from
/// each node that is alone a tree of alternating paths grows, and odd rings met on the way shrink to one node.
/// </summary>
/// <param name="neighbours">Each node's.</param>
sealed class Matching(IReadOnlyList<IReadOnlyList<int>> neighbours)
{
    const int None = -1;

    readonly int[] mate = new int[neighbours.Count], parent = new int[neighbours.Count], ring = new int[neighbours.Count];
    readonly bool[] even = new bool[neighbours.Count], inRing = new bool[neighbours.Count], above = new bool[neighbours.Count];
    readonly Queue<int> open = new();

    /// <summary>Each node's partner, or −1.</summary>
    public int[] Solve()
    {
        Array.Fill(mate, None);
        for (var node = 0; node < mate.Length; node++)
        {
            foreach (var other in neighbours[node])
            {
                if (mate[node] != None || mate[other] != None) continue;
                (mate[node], mate[other]) = (other, node);
            }
        }

        for (var node = 0; node < mate.Length; node++)
        {
            if (mate[node] != None) continue;
            for (var end = PathFrom(node); end != None;)
            {
                var before = parent[end];
                var next = mate[before];
                (mate[end], mate[before]) = (before, end);
                end = next;
            }
        }

        return mate;
    }

    /// <summary>The free end of an alternating path from a free node, to be followed back by parents and mates.</summary>
    int PathFrom(int root)
    {
        Array.Fill(parent, None);
        Array.Clear(even);
        for (var i = 0; i < ring.Length; i++) ring[i] = i;
        open.Clear();
        open.Enqueue(root);
        even[root] = true;
        while (open.TryDequeue(out var node))
        {
            foreach (var other in neighbours[node])
            {
                if (ring[node] == ring[other] || mate[node] == other) continue;
                if (other == root || mate[other] != None && parent[mate[other]] != None)
                {
                    Shrink(node, other);
                }
                else if (parent[other] == None)
                {
                    parent[other] = node;
                    if (mate[other] == None) return other;
                    even[mate[other]] = true;
                    open.Enqueue(mate[other]);
                }
            }
        }

        return None;
    }

    void Shrink(int a, int b)
    {
        var root = Meeting(a, b);
        Array.Clear(inRing);
        Mark(a, root, b);
        Mark(b, root, a);
        for (var i = 0; i < ring.Length; i++)
        {
            if (!inRing[ring[i]]) continue;
            ring[i] = root;
            if (even[i]) continue;
            even[i] = true;
            open.Enqueue(i);
        }
    }

    int Meeting(int a, int b)
    {
        Array.Clear(above);
        for (a = ring[a]; ; a = ring[parent[mate[a]]])
        {
            above[a] = true;
            if (mate[a] == None) break;
        }

        for (b = ring[b]; !above[b];) b = ring[parent[mate[b]]];
        return b;
    }

    void Mark(int node, int root, int child)
    {
        while (ring[node] != root)
        {
            inRing[ring[node]] = inRing[ring[mate[node]]] = true;
            parent[node] = child;
            child = mate[node];
            node = parent[mate[node]];
        }
    }
}
