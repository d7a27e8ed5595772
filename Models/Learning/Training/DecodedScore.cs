namespace LossActors.Learning.Training;

/// <summary>Structures found by projected gradient, beside the best candidates of the same samples.</summary>
/// <param name="Samples">How many were decoded.</param>
/// <param name="Distance">Mean edit distance to the truth of what was found.</param>
/// <param name="CandidateDistance">That of the best candidates.</param>
/// <param name="New">Share that are none of the candidates.</param>
/// <param name="Nearer">Share whose vector is nearer to the network's answer than the best candidate's.</param>
/// <param name="Encodings">Forward and backward passes of one structure through the encoder, a sample.</param>
/// <param name="Valid">Share of those that are new which are connected and within their atoms' valences; null if none is new.</param>
/// <param name="ValidUnrepaired">The same before any repair.</param>
public sealed record DecodedScore(
    int Samples, double Distance, double CandidateDistance, double New, double Nearer, double Encodings, double? Valid = null,
    double? ValidUnrepaired = null);
