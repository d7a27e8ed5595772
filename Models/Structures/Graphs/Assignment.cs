namespace LossActors.Structures.Graphs;

/// <summary>
/// The cheapest assignment of rows to columns, each to one, by shortest augmenting paths (Kuhn, "The Hungarian method for the assignment
/// problem", 1955; Jonker and Volgenant, 1987) in cubic time. Its arrays are used again from call to call: not for several threads.
/// </summary>
sealed class Assignment(int largest)
{
    readonly int[] rowPotential = new int[largest + 1], columnPotential = new int[largest + 1];
    readonly int[] rowOf = new int[largest + 1], before = new int[largest + 1], slack = new int[largest + 1];
    readonly bool[] seen = new bool[largest + 1];

    /// <summary>The row that has a column after <see cref="Solve"/>.</summary>
    public int RowOf(int column) => rowOf[column + 1] - 1;

    /// <param name="cost">[n, n] by rows.</param>
    /// <returns>The least total.</returns>
    public int Solve(ReadOnlySpan<int> cost, int n)
    {
        // Rows and columns count from 1 in here; column 0 is where a row waits for one.
        rowPotential.AsSpan(0, n + 1).Clear();
        columnPotential.AsSpan(0, n + 1).Clear();
        rowOf.AsSpan(0, n + 1).Clear();
        for (var row = 1; row <= n; row++) Place(cost, n, row);
        return -columnPotential[0];
    }

    void Place(ReadOnlySpan<int> cost, int n, int row)
    {
        rowOf[0] = row;
        slack.AsSpan(0, n + 1).Fill(int.MaxValue);
        seen.AsSpan(0, n + 1).Clear();
        var column = 0;
        do
        {
            seen[column] = true;
            var from = rowOf[column];
            var (least, next) = (int.MaxValue, 0);
            for (var j = 1; j <= n; j++)
            {
                if (seen[j]) continue;
                var reduced = cost[(from - 1) * n + j - 1] - rowPotential[from] - columnPotential[j];
                if (reduced < slack[j]) (slack[j], before[j]) = (reduced, column);
                if (slack[j] < least) (least, next) = (slack[j], j);
            }

            for (var j = 0; j <= n; j++)
            {
                if (seen[j])
                {
                    rowPotential[rowOf[j]] += least;
                    columnPotential[j] -= least;
                }
                else
                {
                    slack[j] -= least;
                }
            }

            column = next;
        }
        while (rowOf[column] != 0);

        for (; column != 0; column = before[column]) rowOf[column] = rowOf[before[column]];
    }
}
