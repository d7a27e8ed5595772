using System.Collections.Immutable;
using LossActors.Genetics.Expressions;

namespace LossActors.Genetics.Programs;

/// <summary>
/// A body as straight-line code in single assignment: its value b_j and the derivatives that the logit gradient needs, common
/// subexpressions shared, guards spelled out. With b_j the body at entry j of a sample, p = e^ℓ and ℓ = log_softmax(z):
/// <code>
/// L      = Σ_j b_j
/// h_j    = db_j/dℓ_j  (that is p_j·∂b_j/∂p_j, without a division by p)
/// dL/dz_i = ∂b_i/∂z_i + h_i − p_i·Σ_j h_j
/// </code>
/// Cross-entropy has b = −y·ℓ and h = −y, so its gradient is exactly p − y at any logits.
/// </summary>
public sealed class LossProgram
{
    internal LossProgram(ImmutableArray<Instruction> instructions, int value, int h, int dz, int bufferCount)
    {
        Instructions = instructions;
        Value = value;
        H = h;
        DZ = dz;
        BufferCount = bufferCount;
    }

    /// <summary>Operands always come before their uses; every instruction contributes to an output.</summary>
    public ImmutableArray<Instruction> Instructions { get; }

    /// <summary>Index of the instruction that gives b. It may be an input or uniform.</summary>
    public int Value { get; }

    /// <summary>Index of the instruction that gives h = db/dℓ; −1 if it is 0 everywhere. It may be an input or uniform.</summary>
    public int H { get; }

    /// <summary>Index of the instruction that gives ∂b/∂z; −1 if it is 0 everywhere. It may be an input or uniform.</summary>
    public int DZ { get; }

    /// <summary>How many block buffers the results need at once.</summary>
    public int BufferCount { get; }

    /// <summary>Whether an input is read: <see cref="OpCode.Target"/>, <c>Probability</c>, <c>LogProbability</c> or <c>Logit</c>.</summary>
    public bool Uses(OpCode input)
    {
        foreach (var instruction in Instructions)
            if (instruction.Op == input) return true;
        return false;
    }

    /// <summary>Compiles value and derivatives.</summary>
    public static LossProgram Compile(Expr body) => Compile(body, derivatives: true);

    /// <summary>Compiles the value alone: <see cref="H"/> and <see cref="DZ"/> are −1.</summary>
    public static LossProgram CompileValue(Expr body) => Compile(body, derivatives: false);

    /// <summary>The value of every uniform instruction for C classes, 0 at the others; the same bits on every processor.</summary>
    /// <returns>One number per instruction.</returns>
    public double[] Uniforms(int classes)
    {
        var values = new double[Instructions.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var s = Instructions[i];
            if (s.Uniform)
                values[i] = s.Op switch
                {
                    OpCode.Constant => s.Constant,
                    OpCode.Classes => classes,
                    _ => ScalarOperations.Apply(s.Op, values[s.A], s.B < 0 ? 0 : values[s.B]),
                };
        }

        return values;
    }

    static LossProgram Compile(Expr body, bool derivatives)
    {
        var graph = new InstructionGraph();
        var (value, h, dz) = new Lowering(graph, derivatives).Lower(body);
        return BufferAllocation.Finish(graph, value, h, dz);
    }
}
