using LossActors.Genetics.Randomness;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using static TorchSharp.torch;

namespace LossActors.Learning.Structured;

/// <summary>
/// Learns an encoder on outputs alone: a structure should be nearer to itself with few edits than to every other one of the batch, and to
/// itself with many.
/// </summary>
static class ContrastiveLearning
{
    /// <summary>With first weights. No network of a training draws the same.</summary>
    public static OutputEncoder Encoder(StructuredOutputs outputs, EmbeddingSpec spec, PairedSeed seed)
    {
        var encoder = OutputEncoder.For(outputs, spec);
        Weights.DrawKaiming(encoder, seed with { Training = uint.MaxValue });
        return encoder;
    }

    /// <param name="known">Rows to learn from.</param>
    public static void Learn(
        OutputEncoder encoder, StructuredOutputs outputs, int[] known, EmbeddingSpec spec, PairedSeed seed, Action alive)
    {
        using var optimiser = new Adam(encoder.parameters(), spec.Rate);
        var rows = new int[Math.Min(spec.Batch, known.Length)];
        for (var step = 0; step < spec.Steps; step++)
        {
            using var scope = NewDisposeScope();
            var random = seed.SharedStream(Purpose.Embedding, (uint)step);
            foreach (ref var row in rows.AsSpan()) row = known[random.NextInt(known.Length)];
            var unedited = encoder.Encode(outputs, rows);
            var near = Edited(encoder, outputs, rows, 1, spec.Edits, random);
            var far = spec.FarEdits == 0 ? null : Edited(encoder, outputs, rows, spec.FarEdits, 2 * spec.FarEdits, random);
            optimiser.LearningRate = spec.Rate * 0.5 * (1 + Math.Cos(Math.PI * step / spec.Steps));
            optimiser.ZeroGradients();
            Loss(unedited, near, far, spec.Temperature).backward();
            optimiser.Step();
            alive();
        }
    }

    static Tensor Edited(OutputEncoder encoder, StructuredOutputs outputs, int[] rows, int least, int most, RandomStream random)
    {
        var edited = outputs.Edited(rows, least, most, random);
        return encoder.Encode(edited, [.. Enumerable.Range(0, rows.Length)]);
    }

    /// <summary>InfoNCE in both directions; what is far of a structure is one more that it should not be taken for.</summary>
    static Tensor Loss(Tensor structures, Tensor near, Tensor? far, double temperature)
    {
        var right = TensorMemory.From<long>([.. Enumerable.Range(0, (int)structures.size(0)).Select(i => (long)i)], [structures.size(0)]);
        var scores = structures.matmul(near.t()).Over(temperature);
        var others = far is null ? scores : cat([scores, structures.matmul(far.t()).Over(temperature)], 1);
        return nn.functional.cross_entropy(others, right).Plus(nn.functional.cross_entropy(scores.t(), right));
    }
}
