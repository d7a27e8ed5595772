namespace LossActors.Genetics.Programs;

/// <summary>
/// What an instruction computes, entry by entry. All are plain IEEE operations: the guards are spelled out in the program, so an
/// executor knows nothing of them.
/// </summary>
public enum OpCode : byte
{
    /// <summary>The instruction's <see cref="Instruction.Constant"/>. Uniform.</summary>
    Constant,
    /// <summary>C, the number of classes. Uniform.</summary>
    Classes,
    /// <summary>Input y, the target entry in [0, 1].</summary>
    Target,
    /// <summary>Input p = e^ℓ, the softmax probability.</summary>
    Probability,
    /// <summary>Input ℓ = log_softmax(z).</summary>
    LogProbability,
    /// <summary>Input z, the logit.</summary>
    Logit,
    /// <summary>a + b</summary>
    Add,
    /// <summary>a − b</summary>
    Subtract,
    /// <summary>a · b</summary>
    Multiply,
    /// <summary>a / b, b never 0 unless it is 0 for a reason of its own (no guard here).</summary>
    Divide,
    /// <summary>The smaller of a and b; NaN if either is.</summary>
    Min,
    /// <summary>The larger of a and b; NaN if either is.</summary>
    Max,
    /// <summary>1 if a ≥ b, else 0 (also for NaN). Its derivative is 0.</summary>
    AtLeast,
    /// <summary>−a</summary>
    Negate,
    /// <summary>|a|</summary>
    Abs,
    /// <summary>−1, 0 or 1; 0 at 0. Its derivative is 0.</summary>
    Sign,
    /// <summary>
    /// a if |a| ≥ ε = 2⁻²⁰; else −ε for a &lt; 0 and ε otherwise (+ε for both zeros): the denominator of a guarded division.
    /// </summary>
    AwayFromZero,
    /// <summary>√a, a ≥ 0.</summary>
    Sqrt,
    /// <summary>e^a</summary>
    Exp,
    /// <summary>e^a − 1, accurate near 0.</summary>
    Expm1,
    /// <summary>ln a, a > 0.</summary>
    Log,
    Sin,
    Cos,
    Tanh,
    /// <summary>1 / (1 + e^−a)</summary>
    Sigmoid,
}
