namespace LossActors.Genetics.Variation;

/// <summary>How bodies are bred. All defaults are ours: no source gives the settings of its search.</summary>
public sealed record VariationSettings
{
    /// <summary>C of the data, which candidates are screened for.</summary>
    public required int Classes { get; init; }

    /// <summary>Share of children with two parents.</summary>
    public double Crossover { get; init; } = 0.6;

    /// <summary>Share of children that are new random trees. What is left of 1 is mutation.</summary>
    public double Immigration { get; init; } = 0.05;

    public int MostNodes { get; init; } = 40;

    public int MostDepth { get; init; } = 8;

    /// <summary>What is drawn anew; what parents have besides, children may inherit.</summary>
    public Vocabulary Vocabulary { get; init; } = Vocabulary.Default;

    public SearchedGenes Genes { get; init; } = SearchedGenes.Multiplier;

    /// <summary>
    /// Optimiser steps of the shortest training, which bounds the periods of dynamical schedules; 0 where schedules are not searched.
    /// </summary>
    public int ShortestTraining { get; init; }

    /// <summary>
    /// Steps of the shortest training from which on a dynamical schedule fits in: every class has a period of at least two by half of it.
    /// </summary>
    public static int FewestForSchedules(int classes) => 4 * classes;
}
