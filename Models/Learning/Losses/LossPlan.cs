using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Genes.Schedules;
using LossActors.Genetics.Screening;
using LossActors.Learning.Losses.Reductions;

namespace LossActors.Learning.Losses;

/// <summary>What a kernel computes: a genome settled for a number of classes and a length of training.</summary>
public sealed class LossPlan
{
    LossPlan(LossGenome genome, int classes, long steps, Expr body, double factor)
    {
        Genome = genome;
        Classes = classes;
        Steps = steps;
        Body = body;
        Factor = factor;
        Reduction = SampleReduction.Of(genome.Reduction);
        Weights = genome.Schedule as DynamicalSchedule;
    }

    public LossGenome Genome { get; }

    /// <summary>C.</summary>
    public int Classes { get; }

    /// <summary>Optimiser steps of the whole training, which place a schedule's tail.</summary>
    public long Steps { get; }

    /// <summary>The genome's body, negated if its factor is negative.</summary>
    public Expr Body { get; }

    /// <summary>Multiplies the gradient; positive.</summary>
    public double Factor { get; }

    /// <summary>How sample losses become one number.</summary>
    public SampleReduction Reduction { get; }

    /// <summary>Class weights over time; null for none.</summary>
    public DynamicalSchedule? Weights { get; }

    /// <summary>Settles a genome.</summary>
    /// <param name="genome">The loss.</param>
    /// <param name="classes">C, at least 2.</param>
    /// <param name="steps">Optimiser steps of the whole training.</param>
    /// <exception cref="GeneException">The unit factor is outside [1e-4, 1e4] or no number: see <see cref="UnitScale"/>.</exception>
    public static LossPlan Of(LossGenome genome, int classes, long steps)
    {
        var factor = UnitScale.GradientFactor(genome, classes);
        if (!genome.Scale.IsRaw && !(Math.Abs(factor / genome.Scale.Multiplier) is >= UnitScale.Least and <= UnitScale.Largest))
            throw new GeneException(
                $"the gradient of \"{genome}\" at uniform predictions of {classes} classes cannot be scaled to cross-entropy's: "
                + $"the factor would be {factor:R}; write raw[…] around the loss to train it as it is");
        return factor < 0
            ? new(genome, classes, steps, Expr.Node(Op.Negate, genome.Body), -factor)
            : new(genome, classes, steps, genome.Body, factor);
    }
}
