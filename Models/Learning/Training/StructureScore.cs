using LossActors.Learning.Structured;

namespace LossActors.Learning.Training;

/// <summary>How well a split's structures are found.</summary>
/// <param name="Distance">Mean edit distance of the best candidate to the truth.</param>
/// <param name="Candidates">Different structures among which the best was chosen.</param>
/// <param name="LooseDistance">Mean distance of graphs where bonds of different orders are alike; null of what is no graph.</param>
/// <param name="Hits1">Share of samples whose own structure is the first of the candidates; null where candidates lack it.</param>
/// <param name="Hits10">Share of those among the first ten.</param>
/// <param name="ReciprocalRank">Mean of 1/rank of a sample's own structure.</param>
/// <param name="Decoded">By projected gradient, where the recipe asks for it; of the test split.</param>
/// <param name="Distances">Each sample's, in the order of the split, for paired tests; of the test split.</param>
/// <param name="Embedding">Of the test split.</param>
public sealed record StructureScore(
    double Distance, int Candidates, double? LooseDistance = null, double? Hits1 = null, double? Hits10 = null,
    double? ReciprocalRank = null, DecodedScore? Decoded = null, IReadOnlyList<int>? Distances = null,
    EmbeddingDiagnosis? Embedding = null);
