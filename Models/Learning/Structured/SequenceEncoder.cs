using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using LossActors.Learning.Networks;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>A small Transformer over the tokens. Of sequences longer than <see cref="MostTokens"/> it reads the first so many.</summary>
sealed class SequenceEncoder : OutputEncoder
{
    public const int MostTokens = 128;

    readonly int length;
    readonly TextTransformer network;

    public SequenceEncoder(SequenceOutputs sequences, EmbeddingSpec spec) : base("SequenceEncoder")
    {
        // Edits make some longer.
        length = Math.Min(MostTokens, sequences.Sequences.Max(s => s.Length) + 2 * Math.Max(spec.Edits, spec.FarEdits));
        var text = new TextTransformerSpec(spec.Hidden, spec.Layers, Heads(spec.Hidden), 2 * spec.Hidden);
        register_module("network", network = new TextTransformer(text, new(length, 1, 1, sequences.Alphabet.Count), spec.Width));
    }

    public override Tensor Encode(StructuredOutputs outputs, ReadOnlySpan<int> rows)
    {
        using var scope = NewDisposeScope();
        var sequences = ((SequenceOutputs)outputs).Sequences;
        var longest = 1;
        foreach (var row in rows) longest = Math.Max(longest, Math.Min(length, sequences[row].Length));
        var tokens = zeros(rows.Length, longest);
        var values = tokens.Elements<float>();
        for (var i = 0; i < rows.Length; i++)
            for (var k = 0; k < Math.Min(longest, sequences[rows[i]].Length); k++) values[i * longest + k] = sequences[rows[i]][k];
        return Directions(network.forward(tokens)).MoveToOuterDisposeScope();
    }

    static int Heads(int width) => width % 4 == 0 ? 4 : 1;
}
