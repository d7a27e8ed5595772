namespace LossActors.Genetics.Programs;

/// <summary>One step of a <see cref="LossProgram"/>.</summary>
/// <param name="Op">What it computes.</param>
/// <param name="A">Index of the instruction whose result is the first operand; −1 if there is none.</param>
/// <param name="B">The second operand likewise. A binary instruction that is not uniform has at most one uniform operand.</param>
/// <param name="Constant">The value of <see cref="OpCode.Constant"/>, else 0.</param>
/// <param name="Uniform">
/// The result is the same for every entry: it depends on constants and C alone. <see cref="LossProgram.Uniforms"/> gives its value, so
/// executors skip these.
/// </param>
/// <param name="Buffer">
/// Number of the block buffer that takes the result, below <see cref="LossProgram.BufferCount"/>; −1 for inputs and uniforms. It may be the
/// buffer of an operand that is not read again (in-place).
/// </param>
public readonly record struct Instruction(OpCode Op, int A, int B, double Constant, bool Uniform, int Buffer)
{
    /// <summary>y, p, ℓ or z.</summary>
    public bool IsInput => Op is >= OpCode.Target and <= OpCode.Logit;

    public bool IsBinary => Op is >= OpCode.Add and <= OpCode.AtLeast;
}
