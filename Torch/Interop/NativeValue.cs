using System.Runtime.InteropServices;

namespace LossActors.Torch.Interop;

/// <summary>One argument or result as it crosses to libtorch: a kind, a count for lists, and eight bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
struct NativeValue
{
    [FieldOffset(0)] public ArgumentKind Kind;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}
