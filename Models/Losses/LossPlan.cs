using LossActors.Genetics.Expressions;
using LossActors.Models.Losses.Reductions;

namespace LossActors.Models.Losses;

/// <summary>What a kernel computes.</summary>
/// <param name="Body">Expression of the entries of a sample.</param>
/// <param name="Classes">C, at least 2.</param>
/// <param name="Factor">Multiplies the gradient; positive.</param>
/// <param name="Reduction">How sample losses become one number.</param>
/// <param name="Weights">Class weights over time; null for none.</param>
public sealed record LossPlan(Expr Body, int Classes, double Factor, SampleReduction Reduction, ClassWeights? Weights = null);
