using LossActors.Genetics.Genes.Reductions;

namespace LossActors.Learning.Losses.Reductions;

/// <summary>
/// How the losses of a batch become one number R(ℓ, θ), with its weights ∂R/∂ℓ_i. Immutable. Ties: sign(0) = 0, and equal losses share.
/// </summary>
public abstract class SampleReduction
{
    /// <summary>The arithmetic of a gene.</summary>
    public static SampleReduction Of(Reduction gene) => gene switch
    {
        Genetics.Genes.Reductions.Mean => new MeanReduction(),
        Flood flood => new FloodReduction(flood),
        IndividualFlood flood => new IndividualFloodReduction(flood),
        SoftAscent ascent => new SoftAscentReduction(ascent),
        ValueAtRisk { Learned: false } risk => new ValueAtRiskReduction(risk),
        ChiSquare { Learned: false } chi => new ChiSquareReduction(chi),
        ValueAtRisk or ChiSquare => new LearnedDualReduction(gene),
        Tilted tilted => new TiltedReduction(tilted),
        Concentrated concentrated => new ConcentratedReduction(concentrated),
        _ => throw new ArgumentException($"no arithmetic for the reduction {gene}", nameof(gene)),
    };

    /// <summary>Whether θ is a parameter that is trained beside the network's weights, from 0.</summary>
    public virtual bool LearnsThreshold => false;

    internal virtual bool IsMean => false;

    /// <summary>R and its derivatives, in double precision on the CPU.</summary>
    /// <param name="losses">[batch], not empty.</param>
    /// <param name="theta">The learned threshold; anything where none is learned.</param>
    /// <param name="weights">[batch], written: ∂R/∂ℓ_i.</param>
    /// <returns>R, and ∂R/∂θ (0 where no threshold is learned).</returns>
    public abstract (double Value, double ThetaSlope) Reduce(ReadOnlySpan<double> losses, double theta, Span<double> weights);

    /// <summary>R as a scalar on the losses' device; differentiates, twice too, to the same derivatives under autograd.</summary>
    /// <param name="losses">[batch], not empty.</param>
    /// <param name="theta">The learned threshold, a scalar; null where none is learned.</param>
    public abstract Tensor Value(Tensor losses, Tensor? theta);

    private protected static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += value;
        return sum / values.Length;
    }
}
