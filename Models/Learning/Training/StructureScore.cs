namespace LossActors.Learning.Training;

/// <summary>How well a split's structures are found.</summary>
/// <param name="Distance">Mean edit distance of the best candidate to the truth.</param>
/// <param name="LooseDistance">The same of graphs where bonds of different orders are alike; null of what is no graph.</param>
/// <param name="Candidates">Different structures among which the best was chosen.</param>
/// <param name="Hits1">Share of samples whose own structure is the first of the candidates; null where candidates lack it.</param>
/// <param name="Hits10">Share of those among the first ten.</param>
/// <param name="ReciprocalRank">Mean of 1/rank of a sample's own structure.</param>
/// <param name="Decoded">By projected gradient, where the recipe asks for it.</param>
public sealed record StructureScore(
    double Distance, double? LooseDistance, int Candidates, double? Hits1 = null, double? Hits10 = null, double? ReciprocalRank = null,
    DecodedScore? Decoded = null);

/// <summary>Structures found by projected gradient, beside the best candidates of the same samples.</summary>
/// <param name="Samples">How many were decoded.</param>
/// <param name="Distance">Mean edit distance to the truth of what was found.</param>
/// <param name="CandidateDistance">That of the best candidates.</param>
/// <param name="New">Share that are none of the candidates.</param>
/// <param name="Valid">Share of those that are new which are connected and within their atoms' valences; null if none is new.</param>
/// <param name="ValidUnrepaired">The same before any repair.</param>
/// <param name="Nearer">Share whose vector is nearer to the network's answer than the best candidate's.</param>
/// <param name="Encodings">Forward and backward passes of one structure through the encoder, a sample.</param>
public sealed record DecodedScore(
    int Samples, double Distance, double CandidateDistance, double New, double? Valid, double? ValidUnrepaired, double Nearer,
    double Encodings);
