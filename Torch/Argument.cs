using LossActors.Torch.Interop;

namespace LossActors.Torch;

/// <summary>
/// One argument of an operator. Converts implicitly from what ATen's schemas take: tensors, numbers, bools, lists, strings,
/// element types, devices; <see cref="None"/> stands for an absent optional.
/// </summary>
public readonly struct Argument
{
    internal readonly object? Reference;
    internal readonly long Bits;
    internal readonly ArgumentKind Kind;

    internal Argument(ArgumentKind kind, long bits, object? reference = null) => (Kind, Bits, Reference) = (kind, bits, reference);

    public static Argument None => default;

    /// <summary>A list in which null stands for an absent tensor (<c>Tensor?[]</c> in a schema).</summary>
    public static Argument OptionalTensors(params Tensor?[] tensors) => new(ArgumentKind.OptionalTensorList, tensors.Length, tensors);

    public static implicit operator Argument(Tensor? value) => value is null ? default : new(ArgumentKind.Tensor, 0, value);
    public static implicit operator Argument(int value) => new(ArgumentKind.Int, value);
    public static implicit operator Argument(long value) => new(ArgumentKind.Int, value);
    public static implicit operator Argument(double value) => new(ArgumentKind.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Argument(bool value) => new(ArgumentKind.Bool, value ? 1 : 0);
    public static implicit operator Argument(Scalar value) => new(value.Kind, value.Bits);
    public static implicit operator Argument(ScalarType value) => new(ArgumentKind.Int, (long)value);
    public static implicit operator Argument(Device value) => new(ArgumentKind.Device, ((long)value.Index << 32) | (uint)value.Type);
    public static implicit operator Argument(long[]? value) => value is null ? default : new(ArgumentKind.IntList, value.Length, value);
    public static implicit operator Argument(double[]? value) => value is null ? default : new(ArgumentKind.DoubleList, value.Length, value);
    public static implicit operator Argument(bool[]? value) => value is null ? default : new(ArgumentKind.BoolList, value.Length, value);
    public static implicit operator Argument(Tensor[]? value) => value is null ? default : new(ArgumentKind.TensorList, value.Length, value);

    public static implicit operator Argument(string? value)
    {
        if (value is null)
            return default;
        var bytes = System.Text.Encoding.UTF8.GetBytes(value);
        return new(ArgumentKind.String, bytes.Length, bytes);
    }

    public static implicit operator Argument(ScalarType? value) => value is { } type ? type : default(Argument);
    public static implicit operator Argument(Device? value) => value is { } device ? device : default(Argument);

    /// <summary>Eight-byte words that the argument's list takes while it crosses.</summary>
    internal int Words => Kind switch
    {
        ArgumentKind.IntList or ArgumentKind.DoubleList or ArgumentKind.BoolList
            or ArgumentKind.TensorList or ArgumentKind.OptionalTensorList => (int)Bits,
        ArgumentKind.String => ((int)Bits + 7) / 8,
        _ => 0,
    };

    internal unsafe NativeValue WriteList(long* words)
    {
        switch (Reference)
        {
            case long[] integers: integers.CopyTo(new Span<long>(words, integers.Length)); break;
            case double[] reals: reals.CopyTo(new Span<double>(words, reals.Length)); break;
            case byte[] text: text.CopyTo(new Span<byte>(words, text.Length)); break;
            case bool[] flags:
                for (int i = 0; i < flags.Length; i++)
                    words[i] = flags[i] ? 1 : 0;
                break;
            case Tensor?[] tensors:
                for (int i = 0; i < tensors.Length; i++)
                    words[i] = tensors[i] is { } tensor ? tensor.Handle : 0;
                break;
        }
        return new() { Kind = Kind, Count = (int)Bits, Pointer = (nint)words };
    }
}
