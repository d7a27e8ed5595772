using LossActors.Learning.Training;

namespace LossActors.Learning.Landscape;

/// <summary>
/// How sharp a quadratic may be before full-batch training on it diverges: gradient descent 2/η, heavy-ball momentum (2 + 2μ)/η, Nesterov's
/// (2 + 2μ)/(η(1 + 2μ)) (Cohen et al., Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability, 2021), each less the
/// weight decay, which the optimiser adds to every eigenvalue.
/// </summary>
public static class StabilityLimit
{
    /// <param name="rate">η at the step in question.</param>
    /// <returns>The largest stable eigenvalue of the loss's Hessian; null for Adam, whose limit depends on its own state.</returns>
    public static double? Of(OptimiserSpec optimiser, double rate) => optimiser is SgdSpec sgd
        ? (2 + 2 * sgd.Momentum) / (rate * (sgd.Nesterov ? 1 + 2 * sgd.Momentum : 1)) - sgd.WeightDecay
        : null;
}
