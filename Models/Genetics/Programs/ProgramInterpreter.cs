using LossActors.Genetics.Numerics;

namespace LossActors.Genetics.Programs;

/// <summary>
/// Runs a program entry by entry in double precision with <see cref="ScalarMath"/>: the reference that other executors are compared
/// with, and what probes use, since it gives the same bits everywhere. Not for several threads at once.
/// </summary>
/// <param name="program">What to run.</param>
/// <param name="classes">C, at least 2.</param>
public sealed class ProgramInterpreter(LossProgram program, int classes)
{
    readonly double[] results = program.Uniforms(classes);

    /// <summary>The body at one entry.</summary>
    /// <param name="y">Target entry.</param>
    /// <param name="logP">ℓ = log_softmax(z) at the entry, ≤ 0.</param>
    /// <param name="z">Logit.</param>
    public EntryDerivatives Entry(double y, double logP, double z)
    {
        var instructions = program.Instructions.AsSpan();
        for (var i = 0; i < instructions.Length; i++)
        {
            ref readonly var s = ref instructions[i];
            if (s.Uniform) continue;
            results[i] = s.Op switch
            {
                OpCode.Target => y,
                OpCode.Probability => ScalarMath.Exp(logP),
                OpCode.LogProbability => logP,
                OpCode.Logit => z,
                _ => ScalarOperations.Apply(s.Op, results[s.A], s.B < 0 ? 0 : results[s.B]),
            };
        }

        return new(results[program.Value], program.H < 0 ? 0 : results[program.H], program.DZ < 0 ? 0 : results[program.DZ]);
    }

    /// <summary>The loss of one sample and its gradient at the logits.</summary>
    /// <param name="logits">[classes]</param>
    /// <param name="targets">[classes], one-hot or soft.</param>
    /// <param name="gradient">[classes], takes dL/dz.</param>
    /// <returns>Σ_j b_j</returns>
    public double Sample(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets, Span<double> gradient)
    {
        if (logits.Length != classes || targets.Length != classes || gradient.Length != classes)
            throw new ArgumentException($"a sample of {classes} classes needs {classes} logits, targets and gradient entries");
        var top = double.NegativeInfinity;
        foreach (var z in logits) top = Math.Max(top, z);
        var total = 0.0;
        foreach (var z in logits) total += ScalarMath.Exp(z - top);
        var logTotal = ScalarMath.Log(total);

        double loss = 0, sumH = 0;
        for (var j = 0; j < classes; j++)
        {
            var (value, h, dz) = Entry(targets[j], logits[j] - top - logTotal, logits[j]);
            loss += value;
            sumH += h;
            gradient[j] = dz + h;
        }

        for (var j = 0; j < classes; j++)
            gradient[j] -= ScalarMath.Exp(logits[j] - top - logTotal) * sumH;
        return loss;
    }
}
