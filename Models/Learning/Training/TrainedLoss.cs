using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Learning.Losses;

namespace LossActors.Learning.Training;

static class TrainedLoss
{
    /// <summary>Reads a genome and settles it for a training.</summary>
    /// <param name="scale">What a genome without a scale of its own gets.</param>
    /// <param name="steps">Optimiser steps of the training.</param>
    /// <exception cref="FormatException">The text is no genome, or one that cannot be scaled.</exception>
    public static LossPlan Plan(string text, ScaleDefault scale, int classes, long steps)
    {
        var genome = LossGenome.Parse(text);
        if (scale == ScaleDefault.Raw && genome.Scale.IsPlain) genome = genome with { Scale = Scale.Raw };
        try
        {
            return LossPlan.Of(genome, classes, steps);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
