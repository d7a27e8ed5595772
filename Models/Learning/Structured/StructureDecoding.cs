using LossActors.Learning.Data;

namespace LossActors.Learning.Structured;

/// <summary>What it takes to decode a split.</summary>
/// <param name="Seed">Of the training: its noise is drawn from it.</param>
public sealed record StructureDecoding(DecodingSpec Spec, PairedSeed Seed);
