using System.Numerics;
using System.Numerics.Tensors;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Learning.Losses.Spans;

/// <summary>One instruction with its operands resolved.</summary>
readonly record struct Step<T>(OpCode Op, Place<T> A, Place<T> B, Place<T> To) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(Span<T> arena, int start, int length, Span<T> scratchA, Span<T> scratchB)
    {
        var to = arena.Slice(To.At(start), length);
        if (A.IsScalar)
        {
            Run(A.Scalar, arena.Slice(B.At(start), length), to);
            return;
        }

        var a = arena.Slice(A.At(start), length);
        if (Op is >= OpCode.Add and <= OpCode.AtLeast)
        {
            if (B.IsScalar) Run(a, B.Scalar, to);
            else Run(a, arena.Slice(B.At(start), length), to);
        }
        else
        {
            Run(a, to, scratchA, scratchB);
        }
    }

    void Run(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> to)
    {
        switch (Op)
        {
            case OpCode.Add: TensorPrimitives.Add(a, b, to); break;
            case OpCode.Subtract: TensorPrimitives.Subtract(a, b, to); break;
            case OpCode.Multiply: TensorPrimitives.Multiply(a, b, to); break;
            case OpCode.Divide: TensorPrimitives.Divide(a, b, to); break;
            case OpCode.Min: TensorPrimitives.Min(a, b, to); break;
            case OpCode.Max: TensorPrimitives.Max(a, b, to); break;
            case OpCode.AtLeast: ElementwiseLoops.AtLeast(a, b, to); break;
            default: throw Unknown();
        }
    }

    void Run(ReadOnlySpan<T> a, T b, Span<T> to)
    {
        switch (Op)
        {
            case OpCode.Add: TensorPrimitives.Add(a, b, to); break;
            case OpCode.Subtract: TensorPrimitives.Subtract(a, b, to); break;
            case OpCode.Multiply: TensorPrimitives.Multiply(a, b, to); break;
            case OpCode.Divide: TensorPrimitives.Divide(a, b, to); break;
            case OpCode.Min: TensorPrimitives.Min(a, b, to); break;
            case OpCode.Max: TensorPrimitives.Max(a, b, to); break;
            case OpCode.AtLeast: ElementwiseLoops.AtLeast(a, b, to); break;
            default: throw Unknown();
        }
    }

    void Run(T a, ReadOnlySpan<T> b, Span<T> to)
    {
        switch (Op)
        {
            case OpCode.Add: TensorPrimitives.Add(b, a, to); break;
            case OpCode.Subtract: TensorPrimitives.Subtract(a, b, to); break;
            case OpCode.Multiply: TensorPrimitives.Multiply(b, a, to); break;
            case OpCode.Divide: TensorPrimitives.Divide(a, b, to); break;
            case OpCode.Min: TensorPrimitives.Min(b, a, to); break;
            case OpCode.Max: TensorPrimitives.Max(b, a, to); break;
            case OpCode.AtLeast: ElementwiseLoops.AtLeast(a, b, to); break;
            default: throw Unknown();
        }
    }

    void Run(ReadOnlySpan<T> a, Span<T> to, Span<T> scratchA, Span<T> scratchB)
    {
        switch (Op)
        {
            case OpCode.Negate: TensorPrimitives.Negate(a, to); break;
            case OpCode.Abs: TensorPrimitives.Abs(a, to); break;
            case OpCode.Sign: ElementwiseLoops.Sign(a, to); break;
            case OpCode.AwayFromZero: ElementwiseLoops.AwayFromZero(a, T.CreateChecked(Guards.Epsilon), to); break;
            case OpCode.Sqrt: TensorPrimitives.Sqrt(a, to); break;
            case OpCode.Exp: Transcendentals.Exp(a, to, scratchA); break;
            case OpCode.Expm1: Transcendentals.Expm1(a, to, scratchA, scratchB); break;
            case OpCode.Log: TensorPrimitives.Log(a, to); break;
            case OpCode.Sin: Circular.Sin(a, to); break;
            case OpCode.Cos: Circular.Cos(a, to); break;
            case OpCode.Tanh: Transcendentals.Tanh(a, to, scratchA, scratchB); break;
            case OpCode.Sigmoid: Transcendentals.Sigmoid(a, to, scratchA); break;
            default: throw Unknown();
        }
    }

    InvalidOperationException Unknown() => new($"no span loop for {Op}");
}
