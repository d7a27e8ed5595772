namespace LossActors.Models.Data;

/// <summary>One split: rows of a draw's inputs and their labels, in order. Shared by lanes, never written.</summary>
public sealed record Samples(int[] Rows, int[] Labels)
{
    public int Count => Rows.Length;
}
