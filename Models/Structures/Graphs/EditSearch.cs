namespace LossActors.Structures.Graphs;

/// <summary>
/// Depth-first branch and bound over the ways to map one graph's nodes to the other's. At unit costs no optimum deletes a node while
/// another is inserted, so the smaller graph, filled up with absent nodes, is mapped one to one, and the distance is the least number of
/// nodes and pairs that differ. The bound is that of anchored branches (Chang, Feng, Yao, Qin and Zhang, "Accelerating graph similarity
/// search via efficient GED computation", 2023): each node that is left costs what its own type and its edges to mapped nodes cost, and
/// half of what its other edges must cost at least, so an assignment bounds the rest. The assignment is a mapping itself, and its true
/// cost bounds from above.
/// </summary>
sealed class EditSearch
{
    const int Absent = -1;

    readonly int n, kinds;
    readonly int[] nodesA, nodesB;
    readonly byte[] edgesA, edgesB;

    /// <summary>[nodes, kinds] Edges to nodes that are not mapped yet.</summary>
    readonly int[] openA, openB;

    /// <summary>[depth][nodes of a, nodes of b] Twice what a pair costs by its types and by its edges to mapped nodes.</summary>
    readonly int[][] known;

    readonly int[] mapped;
    readonly List<int> free;
    readonly int[] matrix;
    readonly Assignment assignment;
    int best;

    public EditSearch(LabelledGraph a, LabelledGraph b, bool edgeTypes)
    {
        if (a.Count > b.Count) (a, b) = (b, a);
        n = b.Count;
        best = GraphEditDistance.Largest(a, b);
        var order = Order(a);
        nodesA = new int[n];
        nodesB = new int[n];
        edgesA = new byte[n * n];
        edgesB = new byte[n * n];
        var numbers = new byte[256];
        var met = 0;
        for (var i = 0; i < n; i++)
        {
            nodesA[i] = i < a.Count ? a.Nodes[order[i]] : Absent;
            nodesB[i] = b.Nodes[i];
            for (var j = 0; j < n; j++)
            {
                if (i < a.Count && j < a.Count) edgesA[i * n + j] = Kind(a[order[i], order[j]]);
                edgesB[i * n + j] = Kind(b[i, j]);
            }
        }

        kinds = met;
        openA = Open(edgesA);
        openB = Open(edgesB);
        mapped = new int[n];
        free = [.. Enumerable.Range(0, n)];
        matrix = new int[n * n];
        known = [.. Enumerable.Range(0, n + 1).Select(_ => new int[n * n])];
        for (var i = 0; i < n; i++) for (var j = 0; j < n; j++) known[0][i * n + j] = nodesA[i] == nodesB[j] ? 0 : 2;
        assignment = new(n);

        byte Kind(byte type)
        {
            if (type == 0) return 0;
            if (!edgeTypes) type = 1;
            if (numbers[type] == 0) numbers[type] = (byte)++met;
            return numbers[type];
        }
    }

    /// <summary>The distance.</summary>
    public int Least()
    {
        if (Bound(0, 0) < best) Search(0, 0);
        return best;
    }

    /// <summary>
    /// The order in which nodes are mapped: next to mapped ones as often as possible, for that tells most about what a choice costs.
    /// </summary>
    static int[] Order(LabelledGraph graph)
    {
        var order = new int[graph.Count];
        var links = new int[graph.Count];
        for (var i = 0; i < order.Length; i++) foreach (var edge in graph.Row(i)) if (edge != 0) links[i]++;
        for (var at = 0; at < order.Length; at++)
        {
            var next = links.AsSpan().IndexOf(links.Max());
            order[at] = next;
            links[next] = int.MinValue;
            for (var j = 0; j < order.Length; j++) if (graph[next, j] != 0 && links[j] >= 0) links[j] += graph.Count;
        }

        return order;
    }

    int[] Open(byte[] edges)
    {
        var open = new int[n * kinds];
        for (var i = 0; i < n; i++) foreach (var kind in edges.AsSpan(i * n, n)) if (kind != 0) open[i * kinds + kind - 1]++;
        return open;
    }

    /// <param name="cost">Of what is mapped, twice.</param>
    void Search(int depth, int cost)
    {
        Span<(int Bound, int Node)> children = stackalloc (int, int)[free.Count];
        for (var i = 0; i < children.Length; i++)
        {
            var node = free[i];
            Map(depth, node);
            children[i] = (Bound(depth + 1, cost + known[depth][depth * n + node]), node);
            Unmap(depth, node);
        }

        children.Sort();
        foreach (var (bound, node) in children)
        {
            if (bound >= best) return;
            Map(depth, node);
            Search(depth + 1, cost + known[depth][depth * n + node]);
            Unmap(depth, node);
        }
    }

    void Map(int depth, int node)
    {
        mapped[depth] = node;
        free.Remove(node);
        Count(depth, node, -1);
        var (from, to) = (known[depth], known[depth + 1]);
        for (var i = depth + 1; i < n; i++)
        {
            var kind = edgesA[i * n + depth];
            foreach (var j in free) to[i * n + j] = from[i * n + j] + (kind == edgesB[j * n + node] ? 0 : 2);
        }
    }

    void Unmap(int depth, int node)
    {
        Count(depth, node, 1);
        free.Insert(free.BinarySearch(node) is var at && at < 0 ? ~at : at, node);
    }

    void Count(int depth, int node, int change)
    {
        for (var i = 0; i < n; i++)
        {
            if (edgesA[i * n + depth] is not 0 and var kindA) openA[i * kinds + kindA - 1] += change;
            if (edgesB[i * n + node] is not 0 and var kindB) openB[i * kinds + kindB - 1] += change;
        }
    }

    /// <summary>
    /// The least that a mapping can cost whose first nodes are mapped as they are. Notes the cost of the one that it finds.
    /// </summary>
    int Bound(int depth, int cost)
    {
        var rest = n - depth;
        for (var i = 0; i < rest; i++)
        {
            var openOfA = openA.AsSpan((depth + i) * kinds, kinds);
            for (var j = 0; j < rest; j++)
            {
                var node = free[j];
                matrix[i * rest + j] = known[depth][(depth + i) * n + node] + Difference(openOfA, openB.AsSpan(node * kinds, kinds));
            }
        }

        var bound = (cost + assignment.Solve(matrix, rest) + 1) / 2;
        if (bound >= best) return bound;
        for (var j = 0; j < rest; j++) mapped[depth + assignment.RowOf(j)] = free[j];
        best = Math.Min(best, Cost(mapped));
        return bound;
    }

    /// <summary>How many edges differ at least between two nodes that have so many of each kind.</summary>
    static int Difference(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var (more, less) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            var surplus = a[i] - b[i];
            if (surplus > 0) more += surplus;
            else less -= surplus;
        }

        return Math.Max(more, less);
    }

    int Cost(int[] mapping)
    {
        var cost = 0;
        for (var i = 0; i < n; i++)
        {
            if (nodesA[i] != nodesB[mapping[i]]) cost++;
            for (var j = 0; j < i; j++) if (edgesA[i * n + j] != edgesB[mapping[i] * n + mapping[j]]) cost++;
        }

        return cost;
    }
}
