namespace LossActors.Genetics.Genes.Reductions;

/// <summary>The φ of an optimised certainty equivalent θ + φ(l − θ).</summary>
public enum Certainty
{
    /// <summary>x</summary>
    Linear,
    /// <summary>(x)₊/(1 − β)</summary>
    ValueAtRisk,
    /// <summary>√((1 + 2ε)·(x)₊²)</summary>
    ChiSquare,
    /// <summary>(e^{γx} − 1)/γ</summary>
    Tilted,
    /// <summary>((x + 1)₊² − 1)/2</summary>
    Quadratic,
}
