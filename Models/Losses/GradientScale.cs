using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;

namespace LossActors.Models.Losses;

/// <summary>
/// The factor on a loss's gradient: <c>unit</c> makes the gradient at uniform predictions equal to cross-entropy's, exactly, without data
/// or network; times the genome's multiplier.
/// </summary>
public static class GradientScale
{
    /// <summary>Smallest and largest magnitude that <c>unit</c> may have: beyond, a body is flat or steep at uniform predictions.</summary>
    public const double Least = 1e-4, Most = 1e4;

    /// <summary>(1 − 1/C) / −∂L/∂z_true at z = 0, or 1 for <c>raw</c>, times the multiplier. Negative for a body that is upside down.</summary>
    /// <param name="genome">Its body and scale count.</param>
    /// <param name="classes">C, at least 2.</param>
    public static double Of(LossGenome genome, int classes)
    {
        if (genome.Scale.IsRaw) return genome.Scale.Multiplier;
        double[] y = new double[classes], gradient = new double[classes];
        y[0] = 1;
        new ProgramInterpreter(LossProgram.Compile(genome.Body), classes).Sample(new double[classes], y, gradient);
        return (1 - 1.0 / classes) / -gradient[0] * genome.Scale.Multiplier;
    }

    /// <summary>Whether a factor is one to train with.</summary>
    public static bool IsUsable(double factor) => Math.Abs(factor) is >= Least and <= Most;
}
