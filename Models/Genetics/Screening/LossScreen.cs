using LossActors.Genetics.Expressions;
using LossActors.Genetics.Expressions.Canonical;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Screening;

/// <summary>
/// Tells candidates from bodies that cannot teach a network, in less than a millisecond and without data: by gradients at probe points.
/// </summary>
public static class LossScreen
{
    // Relative to the loss, below which a gradient is rounding.
    const double Nothing = 1e-11;

    /// <summary>Judges a genome for data of C classes.</summary>
    public static ScreenVerdict Examine(LossGenome genome, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var body = CanonicalForm.Of(genome.Body);
        if (Lack(body) is { } lack) return lack;
        var program = LossProgram.Compile(body);
        var probes = ProbePoints.For(classes);
        var gradients = new double[probes.Logits.Length * classes];
        if (Fault(program, classes, probes, gradients) is { } fault)
            return Rejected(fault, fault == Refusal.Flat ? "has gradient 0 at most probe points" : "overflows float32 at a probe point");

        var factor = UnitScale.Of(program, classes);
        if (!(Math.Abs(factor) is >= UnitScale.Least and <= UnitScale.Largest))
            return Rejected(Refusal.Factor, $"has the unit factor {Printer.Number(factor)}, outside [1e-4, 1e4]");
        if (factor < 0)
        {
            if (genome.Scale.IsRaw) return Rejected(Refusal.WrongSign, "grows with the true class's logit");
            body = CanonicalForm.Of(Expr.Node(Op.Negate, body));
            for (var i = 0; i < gradients.Length; i++) gradients[i] = -gradients[i];
        }

        return new ScreenVerdict.Accepted(
            genome with { Body = body },
            genome.Scale.IsRaw ? 1 : genome.Scale.Multiplier * Math.Abs(factor),
            GradientFingerprint.Of(gradients));

        ScreenVerdict.Rejected Rejected(Refusal reason, string fault) => new(reason, $"{body} {fault}");
    }

    /// <summary>What a loss lacks without which no network learns from it, however it is scaled; null where it has all.</summary>
    public static ScreenVerdict.Rejected? Lack(LossGenome genome) => Lack(CanonicalForm.Of(genome.Body));

    static ScreenVerdict.Rejected? Lack(Expr body) =>
        !Contains(body, Op.P) && !Contains(body, Op.Z) ? new(Refusal.NoInput, $"{body} has neither p nor z")
        : !Contains(body, Op.Y) ? new(Refusal.NoTarget, $"{body} does not look at the target y")
        : null;

    static Refusal? Fault(LossProgram program, int classes, ProbePoints probes, double[] gradients)
    {
        var interpreter = new ProgramInterpreter(program, classes);
        var dead = 0;
        for (var i = 0; i < probes.Logits.Length; i++)
        {
            var gradient = gradients.AsSpan(i * classes, classes);
            var loss = interpreter.Sample(probes.Logits[i], probes.Targets[i], gradient);
            var largest = 0.0;
            foreach (var g in gradient)
            {
                if (!(Math.Abs(g) <= float.MaxValue)) return Refusal.NotFinite;
                largest = Math.Max(largest, Math.Abs(g));
            }

            if (!(Math.Abs(loss) <= float.MaxValue)) return Refusal.NotFinite;
            if (largest <= Nothing * Math.Max(1, Math.Abs(loss))) dead++;
        }

        return 2 * dead > probes.Logits.Length ? Refusal.Flat : null;
    }

    static bool Contains(Expr e, Op op)
    {
        if (e.Op == op) return true;
        foreach (var arg in e.Args)
            if (Contains(arg, op)) return true;
        return false;
    }
}
