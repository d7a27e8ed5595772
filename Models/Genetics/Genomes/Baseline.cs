namespace LossActors.Genetics.Genomes;

/// <summary>A loss to compare with, and what its recipe changes.</summary>
/// <param name="Name">How tables call it.</param>
/// <param name="Loss">Text of the genome.</param>
/// <param name="WeightDecay">L2 penalty that the recipe adds. It is no part of the genome.</param>
public sealed record Baseline(string Name, string Loss, double WeightDecay);
