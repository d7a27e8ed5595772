using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;
using LossActors.Models.Losses;
using LossActors.Models.Losses.Reductions;

namespace LossActors.Models.Training;

/// <summary>A genome made ready for training on so many classes.</summary>
/// <param name="Nodes">Nodes of the body: what an entry costs.</param>
sealed record TrainedLoss(LossPlan Plan, int Nodes)
{
    /// <exception cref="FormatException">The text is no genome, or one that cannot be trained.</exception>
    public static TrainedLoss Of(string text, ScaleDefault scale, int classes)
    {
        var genome = LossGenome.Parse(text);
        if (Trainable.WhyNot(genome) is { } reason) throw new FormatException($"{reason}.");
        var raw = genome.Scale.IsRaw || (genome.Scale.IsPlain && scale == ScaleDefault.Raw);
        var factor = raw ? 1 : genome.Scale.Multiplier * UnitFactor(genome.Body, classes);
        if (!double.IsFinite(factor))
            throw new FormatException($"\"{text}\" has no gradient at uniform predictions of {classes} classes, so nothing scales it to cross-entropy's; write raw[{text}].");
        // A negative factor turns the body upside down; plans hold positive ones.
        var body = factor < 0 ? Expr.Node(Op.Negate, genome.Body) : genome.Body;
        return new(new(body, classes, Math.Abs(factor), SampleReduction.Mean), genome.Body.Size);
    }

    /// <summary>(1 − 1/C) / −∂L/∂z_true at z = 0: makes the gradient at uniform predictions equal to cross-entropy's.</summary>
    static double UnitFactor(Expr body, int classes)
    {
        var (logits, targets, gradient) = (new double[classes], new double[classes], new double[classes]);
        targets[0] = 1;
        new ProgramInterpreter(LossProgram.Compile(body), classes).Sample(logits, targets, gradient);
        return (1 - 1.0 / classes) / -gradient[0];
    }
}
