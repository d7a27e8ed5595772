namespace LossActors.Genetics.Variation;

/// <summary>Which genes besides the body crossover and mutation may change. The others stay as the first parent has them.</summary>
[Flags]
public enum SearchedGenes
{
    None = 0,
    /// <summary>The m of unit(m).</summary>
    Multiplier = 1,
    Reduction = 2,
    Schedule = 4,
    Sharpness = 8,
}
