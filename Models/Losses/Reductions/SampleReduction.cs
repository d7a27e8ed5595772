using LossActors.Torch;

namespace LossActors.Models.Losses.Reductions;

/// <summary>How the losses of a batch become one number, R(ℓ), with its weights ∂R/∂ℓ_i. Immutable.</summary>
public abstract class SampleReduction
{
    /// <summary>The plain mean.</summary>
    public static SampleReduction Mean { get; } = new MeanReduction();

    internal virtual bool IsMean => false;

    /// <summary>R(ℓ) and its weights, in double precision on the CPU.</summary>
    /// <param name="losses">[batch], not empty.</param>
    /// <param name="weights">[batch], written: ∂R/∂ℓ_i.</param>
    public abstract double Reduce(ReadOnlySpan<double> losses, Span<double> weights);

    /// <summary>R(ℓ) as a scalar on the losses' device; differentiates to the same weights under autograd.</summary>
    /// <param name="losses">[batch], not empty.</param>
    public abstract Tensor Value(Tensor losses);
}
