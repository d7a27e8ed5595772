namespace LossActors.Genetics.Numerics;

/// <summary>The two constants of the guarded operators, one convention for every executor and export.</summary>
public static class Guards
{
    /// <summary>ε = 2⁻²⁰: log, sqrt and / see at least this magnitude.</summary>
    public const double Epsilon = 1.0 / (1 << 20);

    /// <summary>M = 80: exp and pow see at most this exponent, which float32 still holds.</summary>
    public const double MaxExponent = 80;
}
