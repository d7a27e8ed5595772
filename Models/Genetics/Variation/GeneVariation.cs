using LossActors.Genetics.Genes;
using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Genes.Reductions;
using LossActors.Genetics.Genes.Schedules;
using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Variation;

/// <summary>Crossover and mutation of the four genes around the body, of those that are searched.</summary>
sealed class GeneVariation(VariationSettings settings)
{
    const double MutationShare = 0.1;
    const double BackToPlain = 0.4;

    // A stronger emphasis ruins short trainings.
    static readonly double[] Amplitudes = [1.5, 2, 3, 4];
    static readonly double[] SamRadii = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
    static readonly double[] AsamRadii = [0.1, 0.2, 0.5, 1, 2];

    /// <summary>Each searched gene comes from either parent; the body is the child's own.</summary>
    public LossGenome Cross(Expr body, LossGenome first, LossGenome second, RandomStream draws) => new(
        body,
        Either(SearchedGenes.Reduction, first.Reduction, second.Reduction, draws),
        Either(SearchedGenes.Schedule, first.Schedule, second.Schedule, draws),
        Either(SearchedGenes.Sharpness, first.Sharpness, second.Sharpness, draws),
        Either(SearchedGenes.Multiplier, first.Scale, second.Scale, draws));

    /// <summary>Each searched gene changes now and then.</summary>
    public LossGenome Mutate(LossGenome genome, RandomStream draws)
    {
        if (Changes(SearchedGenes.Multiplier, draws) && !genome.Scale.IsRaw)
            genome = genome with { Scale = NextMultiplier(genome.Scale, draws) };
        if (Changes(SearchedGenes.Sharpness, draws)) genome = genome with { Sharpness = NewSharpness(draws) };
        if (Changes(SearchedGenes.Schedule, draws)) genome = genome with { Schedule = NewSchedule(draws) };
        if (Changes(SearchedGenes.Reduction, draws)) genome = genome with { Reduction = NewReduction(genome.Body, draws) };
        return genome;
    }

    /// <summary>A threshold that a new body left behind is drawn between the new body's values.</summary>
    public LossGenome Settle(LossGenome genome, RandomStream draws)
    {
        if (!settings.Genes.HasFlag(SearchedGenes.Reduction) || genome.Reduction.Threshold is not { } threshold) return genome;
        var range = BodyRange.Of(genome.Body, settings.Classes);
        if (!range.IsUsable) return genome with { Reduction = Reduction.Mean };
        return threshold >= range.Least && threshold <= range.Uniform
            ? genome
            : genome with { Reduction = genome.Reduction.At(Threshold(range, draws)) };
    }

    bool Changes(SearchedGenes gene, RandomStream draws) => settings.Genes.HasFlag(gene) && draws.NextBool(MutationShare);

    T Either<T>(SearchedGenes gene, T first, T second, RandomStream draws) =>
        settings.Genes.HasFlag(gene) && draws.NextBool(0.5) ? second : first;

    static Scale NextMultiplier(Scale scale, RandomStream draws)
    {
        var all = Scale.Multipliers;
        var at = 0;
        while (all[at] != scale.Multiplier) at++;
        var next = at == 0 ? 1 : at == all.Count - 1 ? at - 1 : at + (draws.NextBool(0.5) ? 1 : -1);
        return Scale.UnitTimes(all[next]);
    }

    static Sharpness NewSharpness(RandomStream draws) =>
        draws.NextBool(BackToPlain) ? Sharpness.None
        : draws.NextBool(0.5) ? Sharpness.Sam(draws.Pick<double>(SamRadii))
        : Sharpness.Asam(draws.Pick<double>(AsamRadii));

    Schedule NewSchedule(RandomStream draws)
    {
        // All classes have had their turn by half of the shortest training, and its last quarter is static.
        var longest = settings.ShortestTraining / 2 / settings.Classes;
        if (longest < 2 || draws.NextBool(BackToPlain)) return Schedule.Static;
        return new DynamicalSchedule(
            draws.Pick<double>(Amplitudes),
            draws.NextInt(Math.Max(2, longest / 10), longest),
            Outputs: draws.NextBool(0.3),
            FromMiddle: draws.NextBool(0.3),
            Tail: settings.ShortestTraining / 4);
    }

    Reduction NewReduction(Expr body, RandomStream draws)
    {
        if (draws.NextBool(BackToPlain)) return Reduction.Mean;
        var range = BodyRange.Of(body, settings.Classes);
        var kind = draws.NextInt(range.IsUsable ? 7 : 3);
        return kind switch
        {
            0 => new ValueAtRisk(draws.Pick<double>([0.1, 0.25, 0.5, 0.75])),
            1 => new ChiSquare(draws.Pick<double>([0.05, 0.1, 0.5, 1, 5])),
            2 => new Tilted(draws.Pick<double>([-2, -1, -0.5, 0.5, 1, 2])),
            3 => new Flood(Threshold(range, draws)),
            4 => new IndividualFlood(Threshold(range, draws)),
            5 => new SoftAscent(
                Threshold(range, draws), ConstantDraw.ThreeDigits((range.Uniform - range.Least) * draws.Pick<double>([0.25, 0.5, 1, 2]))),
            _ => new Concentrated(
                Certainty.ValueAtRisk, draws.Pick<double>([0.25, 0.5, 0.75]), Threshold(range, draws),
                draws.Pick<Concentrated.Dispersion>(Enum.GetValues<Concentrated.Dispersion>())),
        };
    }

    static double Threshold(BodyRange range, RandomStream draws)
    {
        var drawn = draws.NextDouble(range.Least, range.Uniform);
        return Math.Clamp(ConstantDraw.ThreeDigits(drawn), range.Least, range.Uniform);
    }
}
