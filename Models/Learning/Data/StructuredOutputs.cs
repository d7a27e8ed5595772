using LossActors.Genetics.Randomness;

namespace LossActors.Learning.Data;

/// <summary>
/// The structures that a pool's samples belong to, by row: graphs, sequences, sets of labels, rankings. Shared by lanes, never written.
/// </summary>
public abstract class StructuredOutputs
{
    /// <summary>Rows.</summary>
    public abstract int Count { get; }

    /// <summary>What they are, for people, such as <c>graphs of 2 to 9 atoms (C, N, O, F)</c>.</summary>
    public abstract string Description { get; }

    /// <summary>The edit distance of two structures: how many parts must change. Symmetric; 0 for equal ones.</summary>
    /// <param name="other">Of the same kind, and alphabet; may be this.</param>
    public abstract int Distance(int row, StructuredOutputs other, int otherRow);

    /// <summary>Parts of a structure: as many edits a wrong answer counts at most.</summary>
    public abstract int Size(int row);

    /// <summary>A structure for people.</summary>
    public abstract string Text(int row);

    /// <summary>Equal for equal structures, for use as a key.</summary>
    public abstract object Key(int row);

    /// <summary>Some rows with random small edits each.</summary>
    /// <param name="least">Fewest edits of a structure, at least 0.</param>
    /// <param name="most">Most edits, at least <paramref name="least"/>; all numbers between are alike likely.</param>
    public abstract StructuredOutputs Edited(ReadOnlySpan<int> rows, int least, int most, RandomStream random);

    /// <summary>The first of equal structures each, in the order of the rows that are given.</summary>
    public int[] Distinct(IEnumerable<int> rows)
    {
        var seen = new HashSet<object>();
        return [.. rows.Where(row => seen.Add(Key(row)))];
    }
}
