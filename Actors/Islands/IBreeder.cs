using System.Collections.Immutable;

namespace LossActors.Actors.Islands;

/// <summary>Makes losses. A function of its arguments: the randomness is keyed by (run seed, island, birth, draw, purpose).</summary>
public interface IBreeder
{
    Offspring Breed(IslandPlan plan, int birth, ImmutableSortedSet<Individual> population, Func<string, bool> isTaken);
}

/// <inheritdoc cref="Born" path="/param"/>
public sealed record Offspring(
    string Genome, string How, ImmutableArray<Origin> Parents, int Complexity, double Factor,
    ImmutableArray<string> Keys, ImmutableSortedDictionary<string, int> Redrawn);
