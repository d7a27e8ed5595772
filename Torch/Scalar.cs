using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>A number that takes part in an operation without being a tensor: an integer, a float64 or a bool.</summary>
public readonly struct Scalar
{
    internal readonly ArgumentKind Kind;
    internal readonly long Bits;

    Scalar(ArgumentKind kind, long bits) => (Kind, Bits) = (kind, bits);

    public static implicit operator Scalar(int value) => new(ArgumentKind.Int, value);
    public static implicit operator Scalar(long value) => new(ArgumentKind.Int, value);
    public static implicit operator Scalar(float value) => new(ArgumentKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(double value) => new(ArgumentKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Scalar(bool value) => new(ArgumentKind.Bool, value ? 1 : 0);
}
