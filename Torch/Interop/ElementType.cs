using System.Numerics;

namespace LossActors.Torch.Interop;

/// <summary>Which element type of libtorch a .NET type is.</summary>
static unsafe class ElementType
{
    internal static ScalarType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? ScalarType.Float32
        : typeof(T) == typeof(double) ? ScalarType.Float64
        : typeof(T) == typeof(long) ? ScalarType.Int64
        : typeof(T) == typeof(int) ? ScalarType.Int32
        : typeof(T) == typeof(short) ? ScalarType.Int16
        : typeof(T) == typeof(sbyte) ? ScalarType.Int8
        : typeof(T) == typeof(byte) ? ScalarType.Byte
        : typeof(T) == typeof(bool) ? ScalarType.Bool
        : typeof(T) == typeof(Half) ? ScalarType.Float16
        : throw new NotSupportedException($"No tensor has elements of type {typeof(T).Name}; use float, double, long, int, short, sbyte, byte, bool or Half.");

    /// <summary>Reads one element of a given type as T; <paramref name="read"/> is null for a type that must go through libtorch.</summary>
    internal static T Read<T>(void* at, ScalarType type, out void* read) where T : INumber<T>
    {
        read = at;
        switch (type)
        {
            case ScalarType.Float32: return T.CreateTruncating(*(float*)at);
            case ScalarType.Float64: return T.CreateTruncating(*(double*)at);
            case ScalarType.Int64: return T.CreateTruncating(*(long*)at);
            case ScalarType.Bool: return *(byte*)at != 0 ? T.One : T.Zero;
            default:
                read = null;
                return T.Zero;
        }
    }
}
