using LossActors.Genetics.Randomness;
using LossActors.Structures.Distances;

namespace LossActors.Learning.Data.Structured;

/// <summary>Sets of labels: which of some labels a sample has.</summary>
/// <param name="members">[rows, labels], 0 or 1.</param>
/// <param name="names">Of the labels.</param>
public sealed class LabelSetOutputs(byte[] members, IReadOnlyList<string> names) : StructuredOutputs
{
    public IReadOnlyList<string> Names => names;

    public override int Count => members.Length / names.Count;

    public override string Description => $"sets of {names.Count} labels";

    public ReadOnlySpan<byte> Members(int row) => members.AsSpan(row * names.Count, names.Count);

    /// <summary>Hamming's: labels that one has and the other not.</summary>
    public override int Distance(int row, StructuredOutputs other, int otherRow) =>
        Hamming.Between(Members(row), ((LabelSetOutputs)other).Members(otherRow));

    public override int Size(int row) => names.Count;

    public override string Text(int row) => $"{{{string.Join(", ", names.Where((_, k) => members[row * names.Count + k] != 0))}}}";

    public override object Key(int row) => Convert.ToHexString(Members(row));

    public override StructuredOutputs Edited(ReadOnlySpan<int> rows, int least, int most, RandomStream random)
    {
        var edited = new byte[rows.Length * names.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var set = edited.AsSpan(i * names.Count, names.Count);
            Members(rows[i]).CopyTo(set);
            for (var edits = random.NextInt(least, most); edits > 0; edits--) set[random.NextInt(names.Count)] ^= 1;
        }

        return new LabelSetOutputs(edited, names);
    }
}
