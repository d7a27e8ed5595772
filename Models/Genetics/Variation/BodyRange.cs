using LossActors.Genetics.Expressions;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Variation;

/// <summary>
/// What a body's sample loss can be on the way from no knowledge to certainty: the least value along (t, (1 − t)/(C − 1), …) for t from
/// 1/C to 0.999, and the value at 1/C. A threshold outside does nothing or turns the loss round.
/// </summary>
/// <param name="Least">Least value on the path.</param>
/// <param name="Uniform">Value where all classes are equally probable.</param>
public readonly record struct BodyRange(double Least, double Uniform)
{
    const int Points = 40;

    public static BodyRange Of(Expr body, int classes)
    {
        var interpreter = new ProgramInterpreter(LossProgram.CompileValue(body), classes);
        double[] logits = new double[classes], targets = new double[classes], gradient = new double[classes];
        targets[0] = 1;
        var uniform = interpreter.Sample(logits, targets, gradient);
        var least = uniform;
        for (var i = 1; i <= Points; i++)
        {
            var t = 1.0 / classes + (0.999 - 1.0 / classes) * i / Points;
            logits.AsSpan().Clear();
            logits[0] = ScalarMath.Log(t / ((1 - t) / (classes - 1)));
            var loss = interpreter.Sample(logits, targets, gradient);
            if (loss < least) least = loss;
        }

        return new(least, uniform);
    }

    /// <summary>Whether thresholds between the two make sense: within what reductions allow, and apart.</summary>
    public bool IsUsable => Math.Abs(Least) < 1e5 && Math.Abs(Uniform) < 1e5 && Uniform - Least > 1e-4;
}
