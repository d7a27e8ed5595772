using LossActors.Genetics.Programs;

namespace LossActors.Learning.Tests.Losses;

/// <summary>
/// How far honest rounding may move a result: a program is run several times in double precision with every intermediate result off by a
/// random part of a given unit (a few units in the last place of the arithmetic under test). The spread of the outcomes is what an
/// executor cannot be blamed for: a body like sin(exp(z)) has few correct digits in any arithmetic.
/// </summary>
sealed class RoundingModel(LossProgram program, int classes, double unit, Random random)
{
    const int Draws = 8;
    readonly double[] uniforms = program.Uniforms(classes);
    readonly double[] results = program.Uniforms(classes);

    /// <param name="loss">The loss without noise.</param>
    /// <param name="gradient">[classes], the gradient without noise.</param>
    /// <param name="largest">The largest intermediate magnitude: beyond the range of the arithmetic nothing is to be compared.</param>
    public (double Loss, double Gradient) Spread(
        ReadOnlySpan<double> logits, int target, out double loss, double[] gradient, out double largest)
    {
        var other = new double[classes];
        largest = 0;
        loss = Sample(logits, target, gradient, 0, ref largest);
        double lossSpread = 0, gradientSpread = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            lossSpread = Math.Max(lossSpread, Distance(loss, Sample(logits, target, other, unit, ref largest)));
            for (var j = 0; j < classes; j++) gradientSpread = Math.Max(gradientSpread, Distance(gradient[j], other[j]));
        }

        return (lossSpread, gradientSpread);
    }

    public static double Distance(double a, double b) =>
        a.Equals(b) ? 0 : double.IsFinite(a) && double.IsFinite(b) ? Math.Abs(a - b) : double.PositiveInfinity;

    double Sample(ReadOnlySpan<double> logits, int target, double[] gradient, double noise, ref double largest)
    {
        var top = double.NegativeInfinity;
        foreach (var z in logits) top = Math.Max(top, z);
        var total = 0.0;
        foreach (var z in logits) total += Math.Exp(z - top);
        for (var i = 0; i < uniforms.Length; i++)
            results[i] = (float)uniforms[i] == uniforms[i] ? uniforms[i] : Off(uniforms[i], noise);
        var p = new double[classes];
        double loss = 0, sumH = 0;
        for (var j = 0; j < classes; j++)
        {
            var logP = Off(Off(logits[j] - top, noise) - Math.Log(Off(total, noise)), noise);
            p[j] = Off(Math.Exp(logP), noise);
            for (var i = 0; i < results.Length; i++)
            {
                var s = program.Instructions[i];
                if (s.Uniform) continue;
                results[i] = s.Op switch
                {
                    OpCode.Target => j == target ? 1 : 0,
                    OpCode.Probability => p[j],
                    OpCode.LogProbability => logP,
                    OpCode.Logit => logits[j],
                    _ => Off(ScalarOperations.Apply(s.Op, results[s.A], s.B < 0 ? 0 : results[s.B]), noise),
                };
                largest = Math.Max(largest, double.IsNaN(results[i]) ? double.PositiveInfinity : Math.Abs(results[i]));
            }

            loss += results[program.Value];
            var h = program.H < 0 ? 0 : results[program.H];
            sumH += h;
            gradient[j] = h + (program.DZ < 0 ? 0 : results[program.DZ]);
        }

        for (var j = 0; j < classes; j++) gradient[j] -= Off(p[j] * sumH, noise);
        return Off(loss, noise);
    }

    double Off(double exact, double noise) => noise == 0 ? exact : exact * (1 + noise * (2 * random.NextDouble() - 1));
}
