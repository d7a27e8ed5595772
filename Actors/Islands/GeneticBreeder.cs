using System.Collections;
using System.Collections.Immutable;
using LossActors.Genetics.Genes;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Randomness;
using LossActors.Genetics.Selection;
using LossActors.Genetics.Variation;

namespace LossActors.Actors.Islands;

/// <summary>Breeds by genetic programming: named founders first, then random ones, then children of the population.</summary>
public sealed class GeneticBreeder : IBreeder
{
    public Offspring Breed(IslandPlan plan, int birth, ImmutableSortedSet<Individual> population, Func<string, bool> isTaken)
    {
        var island = (uint)plan.Island;
        var breeder = For(plan);
        if (birth < plan.Seeds.Length) return ToOffspring(breeder.Named(LossGenome.Parse(plan.Seeds[birth])), []);
        if (birth < plan.Population || population.IsEmpty)
            return ToOffspring(breeder.Random(Philox.Stream(plan.Seed, island, (uint)birth, Purpose.Founding), isTaken), []);

        // A score after part of the training never beats one after all of it.
        var last = plan.Rungs.Length - 1;
        var tournament = new Tournament(plan.Breeding.TournamentSize, plan.Breeding.Parsimony);
        var selection = Philox.Stream(plan.Seed, island, (uint)birth, Purpose.Selection);
        var child = breeder.Child(
            new ParsedOnDemand(population),
            _ => tournament.Select(population, i => i.Score + (last - i.Rung), i => i.Complexity, Individual.Order, selection),
            Philox.Stream(plan.Seed, island, (uint)birth, Purpose.Variation), isTaken);
        return ToOffspring(child, population);
    }

    /// <summary>Says why a loss cannot be a founder, or null.</summary>
    public static string? WhyNoFounder(IslandPlan plan, string genome)
    {
        try
        {
            For(plan).Named(LossGenome.Parse(genome));
            return null;
        }
        catch (GeneException e)
        {
            return e.Message;
        }
    }

    static LossBreeder For(IslandPlan plan) => new(new VariationSettings
    {
        Classes = plan.Classes,
        Crossover = plan.Breeding.Crossover,
        Immigration = plan.Breeding.Immigration,
        MostNodes = plan.Breeding.MaxNodes,
        MostDepth = plan.Breeding.MaxDepth,
        Vocabulary = Vocabulary.With(plan.Breeding.Weights),
        Genes = plan.Breeding.Genes | (plan.Breeding.SearchScale ? SearchedGenes.Multiplier : SearchedGenes.None),
        ShortestTraining = plan.Breeding.Genes.HasFlag(SearchedGenes.Schedule) ? plan.Recipe.StepsAt(plan.Rungs[0]) : 0,
    });

    static Offspring ToOffspring(Bred bred, ImmutableSortedSet<Individual> population) => new(
        bred.Genome.ToString(), bred.How, [.. bred.Parents.Distinct().Select(p => population[p].Origin)],
        bred.Genome.Complexity, bred.Factor, bred.Keys, bred.Redrawn);

    /// <summary>Of a population only the parents of a birth are looked at.</summary>
    sealed class ParsedOnDemand(ImmutableSortedSet<Individual> population) : IReadOnlyList<LossGenome>
    {
        public int Count => population.Count;

        public LossGenome this[int index] => LossGenome.Parse(population[index].Genome);

        public IEnumerator<LossGenome> GetEnumerator() => population.Select(i => LossGenome.Parse(i.Genome)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
