using LossActors.Genetics.Randomness;
using LossActors.Structures.Distances;

namespace LossActors.Learning.Data.Structured;

/// <summary>Sequences of tokens, such as the characters of SMILES.</summary>
/// <param name="sequences">Tokens from 1 to the size of the alphabet.</param>
/// <param name="alphabet">What a token is written as: the first is token 1.</param>
public sealed class SequenceOutputs(IReadOnlyList<int[]> sequences, IReadOnlyList<string> alphabet) : StructuredOutputs
{
    public IReadOnlyList<int[]> Sequences => sequences;

    public IReadOnlyList<string> Alphabet => alphabet;

    public override int Count => sequences.Count;

    public override string Description =>
        $"sequences of up to {sequences.Max(s => s.Length)} of {alphabet.Count} tokens";

    /// <summary>Levenshtein's: tokens inserted, removed or replaced.</summary>
    public override int Distance(int row, StructuredOutputs other, int otherRow) =>
        Levenshtein.Between(sequences[row], ((SequenceOutputs)other).Sequences[otherRow]);

    public override int Size(int row) => Math.Max(1, sequences[row].Length);

    public override string Text(int row) => string.Concat(sequences[row].Select(t => alphabet[t - 1]));

    public override object Key(int row) => string.Join(',', sequences[row]);

    public override StructuredOutputs Edited(ReadOnlySpan<int> rows, int least, int most, RandomStream random)
    {
        var edited = new int[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            var tokens = sequences[rows[i]].ToList();
            for (var edits = random.NextInt(least, most); edits > 0; edits--) Edit(tokens, random);
            edited[i] = [.. tokens];
        }

        return new SequenceOutputs(edited, alphabet);
    }

    void Edit(List<int> tokens, RandomStream random)
    {
        var token = 1 + random.NextInt(alphabet.Count);
        switch (random.NextInt(3))
        {
            case 0:
                tokens.Insert(random.NextInt(tokens.Count + 1), token);
                break;
            case 1 when tokens.Count > 1:
                tokens.RemoveAt(random.NextInt(tokens.Count));
                break;
            default:
                if (tokens.Count > 0) tokens[random.NextInt(tokens.Count)] = token;
                else tokens.Add(token);
                break;
        }
    }
}
