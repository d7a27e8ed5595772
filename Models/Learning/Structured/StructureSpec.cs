using System.Text.Json.Serialization;

namespace LossActors.Learning.Structured;

/// <summary>
/// How losses see structures (surrogate regression of arXiv 2411.11682): the network's output u for a sample becomes h = u/‖u‖. The
/// scores z_ij = ⟨h(x_i), ψ(y_j)⟩/τ of all pairs of a batch are the loss's logits z; p is their softmax, y is 1 where i = j, and C is
/// the batch. The published loss 2 − 2⟨h(x), ψ(y)⟩ is <c>-y*z</c> up to a constant and a factor; <c>ce</c> is InfoNCE.
/// </summary>
/// <param name="Temperature">τ, by which similarities are divided.</param>
/// <param name="Candidates">Among which structures the answer is that of the largest similarity.</param>
public sealed record StructureSpec(
    EmbeddingSpec Embedding, double Temperature = 0.1, CandidateSet Candidates = CandidateSet.Known,
    [property: JsonPropertyName("score")] StructureScoring Scoring = StructureScoring.Edit, DecodingSpec? Decoding = null)
{
    /// <summary>What is wrong with the values, as (key below <c>structure</c>, sentence without subject).</summary>
    internal IEnumerable<(string Key, string Problem)> Problems()
    {
        if (!(Temperature is >= 1e-3 and <= 1e3)) yield return ("temperature", $"is {Temperature}; it is 0.001 to 1000");
        foreach (var (key, problem) in Embedding.Problems()) yield return ($"embedding.{key}", problem);
        foreach (var (key, problem) in Decoding?.Problems() ?? []) yield return ($"decoding.{key}", problem);
        if (Decoding is not null && Embedding.Kind is not (EmbeddingKind.Learned or EmbeddingKind.Random))
            yield return ("decoding", "needs an embedding that is differentiable in the structure, learned or random; leave it out");
    }
}
