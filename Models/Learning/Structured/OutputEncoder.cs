using LossActors.Learning.Data;
using LossActors.Learning.Data.Structured;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>A network ψ from structures of one kind to the unit sphere.</summary>
abstract class OutputEncoder(string name) : nn.Module(name)
{
    const int ChunkRows = 256;

    public static OutputEncoder For(StructuredOutputs outputs, EmbeddingSpec spec) => outputs switch
    {
        GraphOutputs graphs => new GraphEncoder(graphs.Elements.Count, GraphOutputs.EdgeTypes, spec),
        SequenceOutputs sequences => new SequenceEncoder(sequences, spec),
        LabelSetOutputs sets => new DeepSetEncoder(sets.Names.Count, 1, spec),
        RankingOutputs rankings => new DeepSetEncoder(rankings.Names.Count, rankings.Names.Count, spec),
        _ => throw new ArgumentException($"No encoder for {outputs.GetType().Name}.", nameof(outputs)),
    };

    /// <summary>[rows, width], each of length 1, recorded by autograd where that is on.</summary>
    public abstract Tensor Encode(StructuredOutputs outputs, ReadOnlySpan<int> rows);

    /// <summary>[rows, width] of all rows.</summary>
    /// <param name="alive">Called again and again.</param>
    public float[] EncodeAll(StructuredOutputs outputs, Action alive)
    {
        using var mode = no_grad();
        var vectors = Array.Empty<float>();
        for (var start = 0; start < outputs.Count; start += ChunkRows)
        {
            using var scope = NewDisposeScope();
            int[] rows = [.. Enumerable.Range(start, Math.Min(ChunkRows, outputs.Count - start))];
            var chunk = Encode(outputs, rows).ToArray<float>();
            var width = chunk.Length / rows.Length;
            if (start == 0) vectors = new float[outputs.Count * width];
            chunk.CopyTo(vectors.AsSpan(start * width));
            alive();
        }

        return vectors;
    }

    /// <summary>From now on its weights stay as they are, and gradients are taken in the structure alone.</summary>
    public void Freeze()
    {
        foreach (var parameter in parameters()) parameter.requires_grad = false;
        // Whatever scope it was made in, it outlives it.
        foreach (var parameter in parameters()) parameter.DetachFromDisposeScope();
    }

    /// <summary>u/‖u‖ of each row.</summary>
    public static Tensor Directions(Tensor vectors) => vectors / vectors.norm(1, keepdim: true).AtLeast(1e-8);
}
