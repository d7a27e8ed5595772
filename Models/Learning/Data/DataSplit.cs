namespace LossActors.Learning.Data;

/// <summary>How many samples of each class a split has, by clean labels.</summary>
/// <param name="Name">training, validation, held back for proofs, or test.</param>
/// <param name="ByClass">In the order of the classes.</param>
public sealed record DataSplit(string Name, IReadOnlyList<int> ByClass)
{
    public int Count => ByClass.Sum();

    internal static DataSplit Of(string name, int classes, IEnumerable<int> labels)
    {
        var counts = new int[classes];
        foreach (var label in labels) counts[label]++;
        return new(name, counts);
    }
}
