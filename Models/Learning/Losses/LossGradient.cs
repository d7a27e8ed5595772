
namespace LossActors.Learning.Losses;

/// <summary>A reduced loss and where it pushes the logits.</summary>
/// <param name="Value">The reduced loss, a scalar on the logits' device; the factor is not in it.</param>
/// <param name="Gradient">[batch, classes]: factor · ∂value/∂logits.</param>
public readonly record struct LossGradient(Tensor Value, Tensor Gradient);
