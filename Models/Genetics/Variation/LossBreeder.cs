using LossActors.Genetics.Genes;
using System.Collections.Immutable;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Randomness;
using LossActors.Genetics.Screening;

namespace LossActors.Genetics.Variation;

/// <summary>
/// Breeds candidates: draws, brings into canonical form, screens, and draws again what cannot teach or is a twin of a known loss. A
/// function of its arguments and the stream.
/// </summary>
public sealed class LossBreeder
{
    /// <summary>A twin is drawn again this often, then taken as it is.</summary>
    public const int MostTwins = 10;

    const int MostTries = 2000;
    const int LeastDepth = 2, FounderDepth = 6;

    // Shares of the mutations, ours.
    static readonly double[] MutationWeights = [3, 2, 1, 3];

    readonly VariationSettings settings;
    readonly TreeGrowth growth;
    readonly TreeVariation trees;
    readonly GeneVariation genes;

    public LossBreeder(VariationSettings settings)
    {
        this.settings = settings;
        growth = new(settings.Vocabulary);
        trees = new(growth, settings.MostNodes, settings.MostDepth);
        genes = new(settings);
    }

    /// <summary>
    /// A loss that a person chose: brought into canonical form and turned if it is upside down, never refused for size or twins.
    /// </summary>
    /// <exception cref="GeneException">It cannot teach; the message says why.</exception>
    public Bred Named(LossGenome genome) => LossScreen.Examine(genome, settings.Classes) switch
    {
        ScreenVerdict.Accepted accepted => Take(accepted, "named", [], []),
        ScreenVerdict.Rejected rejected => throw new GeneException($"this loss cannot be a founder: {rejected.Explanation}"),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>A random founder.</summary>
    public Bred Random(RandomStream draws, Func<string, bool> isTaken) =>
        UntilAccepted(draws, isTaken, () => (RandomGenome(draws), "random", []));

    /// <summary>A child of the pool: by crossover, mutation, or now and then a new random tree.</summary>
    /// <param name="pool">The losses that may be parents, at least one.</param>
    /// <param name="select">Draws the place of a parent.</param>
    /// <param name="draws">The birth's stream.</param>
    /// <param name="isTaken">Whether a key belongs to a known loss.</param>
    public Bred Child(IReadOnlyList<LossGenome> pool, Func<RandomStream, int> select, RandomStream draws, Func<string, bool> isTaken) =>
        UntilAccepted(draws, isTaken, () =>
        {
            var act = draws.NextDouble();
            if (act < settings.Immigration) return (RandomGenome(draws), "random", []);
            var first = select(draws);
            if (act < settings.Immigration + settings.Crossover)
            {
                var second = select(draws);
                var body = trees.Crossover(pool[first].Body, pool[second].Body, draws);
                return (genes.Mutate(genes.Cross(body, pool[first], pool[second], draws), draws), "crossover", [first, second]);
            }

            var (mutant, how) = Mutant(pool[first].Body, draws);
            return (genes.Mutate(pool[first] with { Body = mutant }, draws), how, [first]);
        });

    LossGenome RandomGenome(RandomStream draws) =>
        genes.Mutate(LossGenome.Of(growth.RampedHalfAndHalf(draws, LeastDepth, FounderDepth)), draws);

    (Expr Body, string How) Mutant(Expr parent, RandomStream draws) => draws.PickWeighted(MutationWeights) switch
    {
        0 => (trees.Subtree(parent, draws), "subtree"),
        1 => (trees.Point(parent, draws), "point"),
        2 => (trees.Hoist(parent, draws), "hoist"),
        _ => (trees.Constant(parent, draws), "constant"),
    };

    Bred UntilAccepted(
        RandomStream draws, Func<string, bool> isTaken, Func<(LossGenome Genome, string How, ImmutableArray<int> Parents)> draw)
    {
        var redrawn = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var twins = 0;
        for (var i = 0; i < MostTries; i++)
        {
            var (genome, how, parents) = draw();
            genome = genome.Canonical();
            if (!trees.Allows(genome.Body))
            {
                Count("too_large");
                continue;
            }

            switch (LossScreen.Examine(genome, settings.Classes))
            {
                case ScreenVerdict.Rejected rejected:
                    Count(Reason(rejected.Reason));
                    break;
                // Turning a body upside down may add a node.
                case ScreenVerdict.Accepted accepted when !trees.Allows(accepted.Genome.Body):
                    Count("too_large");
                    break;
                case ScreenVerdict.Accepted accepted:
                    var settled = accepted with { Genome = genes.Settle(accepted.Genome, draws) };
                    if (twins == MostTwins || !settled.Keys.Any(isTaken)) return Take(settled, how, parents, redrawn);
                    twins++;
                    Count("twin");
                    break;
            }
        }

        // Limits so tight that nothing drawn fits them: cross-entropy always does its work.
        return Named(LossGenome.Of(Expr.Parse("-y*log(p)"))) with { Redrawn = redrawn.ToImmutableSortedDictionary(StringComparer.Ordinal) };

        void Count(string reason) => redrawn[reason] = redrawn.GetValueOrDefault(reason) + 1;
    }

    static Bred Take(
        ScreenVerdict.Accepted accepted, string how, ImmutableArray<int> parents, IEnumerable<KeyValuePair<string, int>> redrawn) => new(
        accepted.Genome, how, parents, accepted.Factor, [.. accepted.Keys], redrawn.ToImmutableSortedDictionary(StringComparer.Ordinal));

    static string Reason(Refusal refusal) => refusal switch
    {
        Refusal.NoInput => "no_input",
        Refusal.NoTarget => "no_target",
        Refusal.Flat => "flat",
        Refusal.NotFinite => "not_finite",
        Refusal.Factor => "factor",
        _ => "wrong_sign",
    };
}
