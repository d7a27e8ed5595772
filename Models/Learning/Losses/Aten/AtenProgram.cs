using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Learning.Losses.Aten;

/// <summary>
/// Runs a <see cref="LossProgram"/> through libtorch's operators, on any device, in any floating type. Every step can be recorded by
/// autograd: <see cref="Losses"/> differentiates to what <see cref="Gradient"/> computes, and differentiating <see cref="Gradient"/> gives
/// second derivatives that keep to the guards. Run it under <c>torch.no_grad()</c> where no graph is wanted.
/// </summary>
/// <remarks>The tensors it gives belong to the caller's dispose scope. Not for several threads at once.</remarks>
public sealed class AtenProgram : IDisposable
{
    readonly LossProgram program;
    static readonly TorchSharp.Scalar Least = Numbers.Kept(Guards.Epsilon), Zero = Numbers.Kept(0);

    readonly TorchSharp.Scalar[] uniforms;
    readonly Tensor?[] bounds;
    readonly Tensor numbers;
    readonly Tensor epsilon;
    readonly Tensor minusEpsilon;

    /// <param name="program">What to run; one without derivatives gives no gradient.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <param name="type">Element type of the logits.</param>
    /// <param name="device">Where the logits are.</param>
    public AtenProgram(LossProgram program, int classes, ScalarType type, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        this.program = program;
        var values = program.Uniforms(classes);
        uniforms = [.. values.Select(Numbers.Kept)];
        bounds = new Tensor?[program.Instructions.Length];
        long[] counted = [.. Enumerable.Range(0, classes).Select(c => (long)c)];
        numbers = TensorMemory.From(counted, [classes], device).DetachFromDisposeScope();
        epsilon = Constant(Guards.Epsilon);
        minusEpsilon = Constant(-Guards.Epsilon);
        foreach (var s in program.Instructions)
        {
            if (s.Uniform || s.Op is not (OpCode.Min or OpCode.Max)) continue;
            if (program.Instructions[s.A].Uniform) bounds[s.A] ??= Constant(values[s.A]);
            if (program.Instructions[s.B].Uniform) bounds[s.B] ??= Constant(values[s.B]);
        }

        Tensor Constant(double value)
        {
            using var number = Numbers.Kept(value);
            return torch.full([], number, type, device).DetachFromDisposeScope();
        }
    }

    /// <summary>Σ_j b_j of each sample, [batch].</summary>
    /// <param name="logits">[batch, classes]</param>
    /// <param name="targets">[batch], Int64, each in 0 … classes − 1, on the logits' device.</param>
    /// <param name="entryWeights">[classes] factor of each class's entry of the body; null for 1.</param>
    public Tensor Losses(Tensor logits, Tensor targets, Tensor? entryWeights = null)
    {
        using var scope = torch.NewDisposeScope();
        var (results, _) = Run(logits, targets, stop: program.Value + 1);
        return Sum(Entries(results, program.Value, logits, entryWeights)).MoveToOuterDisposeScope();
    }

    /// <summary>Loss of each sample, [batch], and its derivatives at its own logits, [batch, classes].</summary>
    /// <inheritdoc cref="Losses"/>
    public (Tensor Losses, Tensor Gradient) Gradient(Tensor logits, Tensor targets, Tensor? entryWeights = null)
    {
        using var scope = torch.NewDisposeScope();
        var (results, p) = Run(logits, targets, stop: program.Instructions.Length);
        var losses = Sum(Entries(results, program.Value, logits, entryWeights));
        var gradient = program.DZ < 0 ? null : Entries(results, program.DZ, logits, entryWeights);
        if (program.H >= 0)
        {
            var h = Entries(results, program.H, logits, entryWeights);
            var direct = gradient is null ? h : gradient.Plus(h);
            gradient = direct - p * h.sum(1, keepdim: true);
        }

        gradient ??= torch.zeros_like(logits);
        return (losses.MoveToOuterDisposeScope(), gradient.MoveToOuterDisposeScope());
    }

    public void Dispose()
    {
        foreach (var bound in bounds) bound?.Dispose();
        foreach (var uniform in uniforms) uniform.Dispose();
        numbers.Dispose();
        epsilon.Dispose();
        minusEpsilon.Dispose();
    }

    (Tensor?[] Results, Tensor P) Run(Tensor logits, Tensor targets, int stop)
    {
        var logP = logits.log_softmax(1);
        var p = logP.exp();
        var results = new Tensor?[program.Instructions.Length];
        for (var i = 0; i < stop; i++)
        {
            var s = program.Instructions[i];
            if (s.Uniform) continue;
            results[i] = s.Op switch
            {
                OpCode.Target => OneHot(logits, targets),
                OpCode.Probability => p,
                OpCode.LogProbability => logP,
                OpCode.Logit => logits,
                _ when results[s.A] is null => ScalarFirst(s, results[s.B]!),
                _ when s.IsBinary && results[s.B] is null => ScalarSecond(s, results[s.A]!),
                _ when s.IsBinary => Binary(s.Op, results[s.A]!, results[s.B]!),
                _ => Unary(s.Op, results[s.A]!),
            };
        }

        return (results, p);
    }

    Tensor OneHot(Tensor logits, Tensor targets) => targets.unsqueeze(1).eq(numbers).to(logits.dtype);

    static Tensor Sum(Tensor entries) => entries.sum(1);

    Tensor Entries(Tensor?[] results, int output, Tensor logits, Tensor? weights)
    {
        var entries = results[output] ?? torch.full_like(logits, uniforms[output]);
        return weights is null ? entries : entries * weights;
    }

    Tensor ScalarFirst(Instruction s, Tensor b) => s.Op switch
    {
        OpCode.Add => b.add(uniforms[s.A]),
        OpCode.Subtract => uniforms[s.A] - b,
        OpCode.Multiply => b.mul(uniforms[s.A]),
        OpCode.Divide => uniforms[s.A] / b,
        OpCode.Min => b.minimum(bounds[s.A]!),
        OpCode.Max => b.maximum(bounds[s.A]!),
        OpCode.AtLeast => b.le(uniforms[s.A]).to(b.dtype),
        _ => throw Unknown(s.Op),
    };

    Tensor ScalarSecond(Instruction s, Tensor a) => s.Op switch
    {
        OpCode.Add => a.add(uniforms[s.B]),
        OpCode.Subtract => a.sub(uniforms[s.B]),
        OpCode.Multiply => a.mul(uniforms[s.B]),
        OpCode.Divide => a.div(uniforms[s.B]),
        OpCode.Min => a.minimum(bounds[s.B]!),
        OpCode.Max => a.maximum(bounds[s.B]!),
        OpCode.AtLeast => a.ge(uniforms[s.B]).to(a.dtype),
        _ => throw Unknown(s.Op),
    };

    static Tensor Binary(OpCode op, Tensor a, Tensor b) => op switch
    {
        OpCode.Add => a.Plus(b),
        OpCode.Subtract => a - b,
        OpCode.Multiply => a * b,
        OpCode.Divide => a / b,
        OpCode.Min => a.minimum(b),
        OpCode.Max => a.maximum(b),
        OpCode.AtLeast => a.ge(b).to(a.dtype),
        _ => throw Unknown(op),
    };

    Tensor Unary(OpCode op, Tensor a) => op switch
    {
        OpCode.Negate => -a,
        OpCode.Abs => a.abs(),
        OpCode.Sign => a.sign(),
        OpCode.AwayFromZero => torch.where(a.abs().lt(Least), torch.where(a.lt(Zero), minusEpsilon, epsilon), a),
        OpCode.Sqrt => a.sqrt(),
        OpCode.Exp => a.exp(),
        OpCode.Expm1 => a.expm1(),
        OpCode.Log => a.log(),
        OpCode.Sin => a.sin(),
        OpCode.Cos => a.cos(),
        OpCode.Tanh => a.tanh(),
        OpCode.Sigmoid => a.sigmoid(),
        _ => throw Unknown(op),
    };

    static InvalidOperationException Unknown(OpCode op) => new($"no libtorch operator for {op}");
}
