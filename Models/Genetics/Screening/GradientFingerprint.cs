using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LossActors.Genetics.Screening;

/// <summary>
/// What a loss does to the logits at fixed probe points, up to scale: the gradients scaled to unit norm and rounded to 10⁻³. Losses that
/// differ only in how they are written, or by a factor or a constant, agree. Rounding is done on two grids half a step apart, since a
/// number near an edge of one grid is not near an edge of the other.
/// </summary>
/// <param name="OnGrid">128 bits of SHA-256 over the rounded numbers, in hexadecimal.</param>
/// <param name="OffGrid">The same on the shifted grid.</param>
public readonly record struct GradientFingerprint(string OnGrid, string OffGrid)
{
    const double Step = 1e-3;

    internal static GradientFingerprint Of(ReadOnlySpan<double> gradients)
    {
        var square = 0.0;
        foreach (var g in gradients) square += g * g;
        var norm = Math.Sqrt(square);
        return new(Hash(gradients, norm, 0.5), Hash(gradients, norm, 0));
    }

    static string Hash(ReadOnlySpan<double> gradients, double norm, double shift)
    {
        var bytes = new byte[gradients.Length * 2];
        for (var i = 0; i < gradients.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), (short)Math.Floor(gradients[i] / norm / Step + shift));
        return Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
    }
}
