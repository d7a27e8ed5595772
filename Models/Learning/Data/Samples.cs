namespace LossActors.Learning.Data;

/// <summary>One split: rows of a draw's inputs and their labels, in order. Shared by lanes, never written.</summary>
/// <param name="Groups">
/// Each sample's group, counted from 0, such as the severity of its corruption, for scores by group; null where there are none.
/// </param>
public sealed record Samples(int[] Rows, int[] Labels, int[]? Groups = null)
{
    public int Count => Rows.Length;
}
