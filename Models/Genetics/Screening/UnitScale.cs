using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Programs;

namespace LossActors.Genetics.Screening;

/// <summary>
/// The factor that makes the gradient at uniform predictions equal to cross-entropy's: (1 − 1/C) / −∂L/∂z_true at z = 0. A closed form of
/// the body alone, without data or network. Cross-entropy has exactly 1.
/// </summary>
public static class UnitScale
{
    /// <summary>
    /// Bodies with a factor outside these are no candidates: their gradient is next to nothing or drowns every learning rate.
    /// </summary>
    public const double Least = 1e-4, Largest = 1e4;

    /// <summary>The unit factor of a body.</summary>
    /// <returns>Negative for a body that is a loss upside down; infinite or NaN if its gradient at z = 0 is 0 or not finite.</returns>
    public static double Of(Expr body, int classes) => Of(LossProgram.Compile(body), classes);

    /// <summary>What the gradient of the genome's mean loss is multiplied by: the unit factor times m, or 1 for raw.</summary>
    public static double GradientFactor(LossGenome genome, int classes) =>
        genome.Scale.IsRaw ? 1 : genome.Scale.Multiplier * Of(genome.Body, classes);

    internal static double Of(LossProgram program, int classes)
    {
        double[] logits = new double[classes], targets = new double[classes], gradient = new double[classes];
        targets[0] = 1;
        new ProgramInterpreter(program, classes).Sample(logits, targets, gradient);
        // Cross-entropy's own gradient with the same rounding of p, so that its factor is 1 to the last bit.
        return CrossEntropySlope(classes) / -gradient[0];
    }

    static double CrossEntropySlope(int classes) => 1 - Numerics.ScalarMath.Exp(-Numerics.ScalarMath.Log(classes));
}
