using LossActors.Learning.Data;

namespace LossActors.Learning.Structured;

/// <summary>That more is told of a split than its score: each sample's distance, the embedding's diagnosis, what decoding finds.</summary>
/// <param name="Decoding">How some of the structures are decoded by gradient; null for not at all.</param>
/// <param name="Seed">Of the training: noise is drawn from it.</param>
public sealed record StructureDetails(DecodingSpec? Decoding, PairedSeed Seed);
