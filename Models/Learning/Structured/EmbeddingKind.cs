using System.Text.Json.Serialization;

namespace LossActors.Learning.Structured;

/// <summary>How output structures become vectors.</summary>
public enum EmbeddingKind
{
    /// <summary>By an encoder that learned on outputs alone, by contrast (explicit loss embedding, arXiv 2411.11682).</summary>
    [JsonStringEnumMemberName("learned")]
    Learned,

    /// <summary>By the same encoder with its first weights: what learning is worth shows against it.</summary>
    [JsonStringEnumMemberName("random")]
    Random,

    /// <summary>
    /// By a random projection of Weisfeiler-Lehman counts of graphs, of labels, or of pairs of ranked items: a sketch of a fixed kernel.
    /// </summary>
    [JsonStringEnumMemberName("kernel")]
    Kernel,

    /// <summary>By the entries of the structure themselves, unscaled: scores are squared distances, as of a mean squared error.</summary>
    [JsonStringEnumMemberName("one-hot")]
    OneHot,

    /// <summary>By exp(−distance/4) to as many known structures: a loss made by hand of the edit distance.</summary>
    [JsonStringEnumMemberName("edit")]
    Edit,
}
