using System.Collections.Immutable;
using LossActors.Genetics.Genomes;

namespace LossActors.Genetics.Variation;

/// <summary>A loss that passed the screen.</summary>
/// <param name="Genome">In canonical form: its text is what is trained.</param>
/// <param name="How">named, random, crossover, subtree, point, hoist or constant.</param>
/// <param name="Parents">Places of the parents in the pool; empty for a founder.</param>
/// <param name="Factor">What its gradient is multiplied by.</param>
/// <param name="Keys">Of two losses that share one, one is the other's twin.</param>
/// <param name="Redrawn">How many earlier tries were dropped for which reason, reasons in ordinal order.</param>
public sealed record Bred(
    LossGenome Genome, string How, ImmutableArray<int> Parents, double Factor, ImmutableArray<string> Keys,
    ImmutableSortedDictionary<string, int> Redrawn);
