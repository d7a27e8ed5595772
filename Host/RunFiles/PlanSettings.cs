using System.Collections.Immutable;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Screening;
using LossActors.Genetics.Variation;
using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Training;

using Baseline = LossActors.Actors.Runs.Baseline;

namespace LossActors.Host.RunFiles;

/// <summary>The search keys as a plan: islands, evolution, proof.</summary>
static class PlanSettings
{
    public static RunPlan Read(SettingsReader settings, RecipeSettings evaluation)
    {
        var seeds = Seeds(settings.Section("evolution"));
        var islands = Islands(settings, evaluation.Recipe, seeds);
        foreach (var seed in seeds)
            if (GeneticBreeder.WhyNoFounder(islands, seed.Canonical) is { } reason)
                settings.Refuse("evolution.seeds", $"holds {seed.Typed}: {reason}");
        var proof = settings.Section("evaluation.proof");
        var baselines = (proof.Get("baselines", Setting.List(BaselineLoss)) ?? []).OfType<Baseline>().ToList();
        RefuseTwice(proof, "baselines", baselines, b => b.Name, b => (b.Genome, b.WeightDecay));
        foreach (var baseline in baselines)
            if (LossScreen.Lack(LossGenome.Parse(baseline.Genome)) is { } lack)
                proof.Refuse("baselines", $"holds {baseline.Name}, from which no network learns: {lack.Explanation}");
        var rates = Setting.Word("auto", AutoRates(evaluation), Setting.List(Setting.Double(0, aboveMin: true), 1));
        return new RunPlan
        {
            Name = settings.Get("run.name", Setting.Identifier),
            Islands = islands,
            TunedRates = [.. evaluation.TunedRates],
            Proof = new ProofPlan
            {
                Finalists = islands.Contenders,
                SelectionDraws = proof.Get("selection-draws", Setting.Int32(1, 1000)),
                Draws = proof.Get("draws", Setting.Int32(1, 1000)),
                Rates = [.. proof.Get("rates", rates) ?? []],
                Baselines = [.. baselines],
            },
        };
    }

    /// <summary>Losses that a search begins with.</summary>
    static List<TypedLoss> Seeds(SettingsReader evolution)
    {
        var seeds = (evolution.Get("seeds", Setting.List(Loss)) ?? []).OfType<TypedLoss>().ToList();
        RefuseTwice(evolution, "seeds", seeds, s => s.Typed, s => s.Canonical);
        return seeds;
    }

    /// <param name="name">As the file has it.</param>
    static void RefuseTwice<T>(SettingsReader section, string key, IEnumerable<T> items, Func<T, string> name, Func<T, object> meant)
    {
        foreach (var twice in items.GroupBy(meant).Where(same => same.Skip(1).Any()))
            section.Refuse(key, $"names {string.Join(" and ", twice.Select(name).Distinct())} {twice.Count()} times; once is enough");
    }

    static IslandPlan Islands(SettingsReader settings, Recipe recipe, IEnumerable<TypedLoss> seeds)
    {
        var islands = settings.Section("islands");
        var evolution = settings.Section("evolution");
        var count = islands.Get("count", Setting.Int32(1, 4096));
        var population = islands.Get("population", Setting.Int32(2, 100_000, usual: 50));
        var window = islands.Get("window", Setting.Int32(1, 100_000));
        if (window > population / 2)
            islands.Refuse(
                "window",
                $"is {window}, more than half the population of {population}, so children would be bred too blindly; "
                + "lower it or raise the population", "population");
        var topology = islands.Get("topology", Setting.OneOf<Topology>());
        var every = islands.Get("migration.every", Setting.Int32(0));
        var elites = islands.Get("migration.elites", Setting.Int32(1, 1000));
        if (elites > population)
            islands.Refuse("migration.elites", $"is {elites}, more than the population of {population}; lower it", "population");
        var crossover = evolution.Get("crossover", Setting.Double(0, 1));
        var immigration = evolution.Get("immigration", Setting.Double(0, 1));
        if (crossover + immigration > 1)
            evolution.Refuse(
                "crossover", $"is {crossover} and immigration {immigration}: shares, together at most 1; lower one", "immigration");
        var rungs = settings.Get("evaluation.rungs", Setting.List(Setting.Double(0, 1, aboveMin: true), 1)) ?? [1];
        if (!rungs.Zip(rungs.Skip(1)).All(p => p.First < p.Second) || rungs[^1] != 1)
            settings.Refuse("evaluation.rungs", "do not rise to 1; write for example rungs = [0.25, 1.0]");
        evolution.Get("selection.kind", Setting.OneOf("tournament"));
        var listed = evolution.Get("genes", Setting.List(Gene)) ?? [];
        RefuseTwice(evolution, "genes", listed, g => g.ToString().ToLowerInvariant(), g => g);
        var genes = listed.Aggregate(SearchedGenes.None, (all, gene) => all | gene);
        var classes = recipe.Dataset is null ? 2 : recipe.LossClasses;
        if (genes.HasFlag(SearchedGenes.Schedule) && recipe.Structure is not null)
            evolution.Refuse("genes", "holds schedule, which weighs classes, and the data have structures for outputs; leave it out");
        else if (genes.HasFlag(SearchedGenes.Schedule) && rungs.Count > 0)
            RefuseShortSchedules(evolution, recipe.StepsAt(rungs[0]), classes);
        return new IslandPlan
        {
            Seed = (ulong)settings.Get("run.seed", Setting.Int64(0)),
            Island = 0,
            Islands = count,
            Births = settings.Get("run.births", Setting.Int32(1)),
            Population = population,
            Window = window,
            Topology = topology,
            Every = every,
            Lag = islands.Get("migration.lag", Setting.Word("auto", topology.DefaultLag(every), Setting.Int32(0))),
            Elites = elites,
            ArrivalOrder = evolution.Get("order", Setting.OneOf("reproducible", "arrival")) == "arrival",
            Rungs = [.. rungs],
            Eta = settings.Get("evaluation.eta", Setting.Int32(2, 100)),
            Remeasure = evolution.Get("remeasure", Setting.Int32(0, 1000)),
            Contenders = settings.Get("evaluation.proof.finalists", Setting.Int32(1, 1000)),
            Target = 1 - settings.Find("run.target", Setting.Double(0, 1, aboveMin: true, belowMax: true)),
            Stall = Stall(settings, population),
            Classes = classes,
            Seeds = [.. seeds.Select(s => s.Canonical)],
            Breeding = new BreedingPlan
            {
                TournamentSize = evolution.Get("selection.size", Setting.Int32(1, 1000)),
                Parsimony = evolution.Get("selection.parsimony", Setting.Double(0)),
                Crossover = crossover,
                Immigration = immigration,
                MaxNodes = evolution.Get("limits.nodes", Setting.Int32(3, 1000)),
                MaxDepth = evolution.Get("limits.depth", Setting.Int32(1, 100)),
                SearchScale = evolution.Get("scale-gene", Setting.Boolean),
                Genes = genes,
                Weights = Weights(evolution),
            },
            Recipe = recipe,
            ArithmeticClass = "",
        };
    }

    static int? Stall(SettingsReader settings, int population)
    {
        var stall = settings.Find("run.stall", Setting.Int32(1, usual: 10 * Math.Max(1, population)));
        if (stall < population)
            settings.Refuse(
                "run.stall",
                $"is {stall}, less than the population of {population}, so islands would end with their founders; raise it",
                "islands.population");
        return stall;
    }

    /// <summary>Null where all are the usual ones.</summary>
    static ImmutableSortedDictionary<string, double>? Weights(SettingsReader evolution)
    {
        var vocabulary = evolution.Section("vocabulary");
        var changed = Vocabulary.Names
            .Select(name => (Name: name, Weight: vocabulary.Get(name, Setting.Double(0, 1000, usual: Vocabulary.WeightOf(name)))))
            .Where(w => w.Weight != Vocabulary.WeightOf(w.Name))
            .ToImmutableSortedDictionary(w => w.Name, w => w.Weight, StringComparer.Ordinal);
        if (Vocabulary.With(changed).Problem() is { } problem) evolution.Refuse("vocabulary", problem);
        return changed.IsEmpty ? null : changed;
    }

    /// <param name="shortest">Steps of the shortest training.</param>
    static void RefuseShortSchedules(SettingsReader evolution, int shortest, int classes)
    {
        var fewest = VariationSettings.FewestForSchedules(classes);
        if (shortest >= fewest) return;
        evolution.Refuse(
            "genes",
            $"holds schedule, but the shortest training has {shortest} steps and {classes} classes need {fewest}, "
            + "so that each has its turn; raise evaluation.steps or the first of evaluation.rungs, or leave schedule out");
    }

    static IReadOnlyList<double> AutoRates(RecipeSettings evaluation) => evaluation.TunedRates.Count > 0
        ? evaluation.TunedRates
        : [.. new[] { 0.1, 1.0 / 3, 1, 3, 10 }.Select(f => f * evaluation.Recipe.Optimiser.Rate)];

    static SettingType<SearchedGenes> Gene { get; } = Setting.Parsed("reduction, schedule or sharpness", "reduction", text => text switch
    {
        "reduction" => SearchedGenes.Reduction,
        "schedule" => SearchedGenes.Schedule,
        "sharpness" => SearchedGenes.Sharpness,
        _ => throw new FormatException($"'{text}' is none of them"),
    });

    static SettingType<TypedLoss> Loss { get; } =
        Setting.Parsed("a loss by name or formula", "\"-y*log(p)\"", text => new TypedLoss(text, LossText.Read(text).CanonicalText));

    static SettingType<Baseline> BaselineLoss { get; } = Setting.Parsed("a loss by name or formula, or ce+l2", "focal", text =>
        NamedLosses.Baselines.FirstOrDefault(b => b.Name == text) is { WeightDecay: > 0 } decayed
            ? new Baseline(text, LossGenome.Parse(decayed.Loss).CanonicalText, decayed.WeightDecay)
            : new Baseline(text, LossText.Read(text).CanonicalText));

    sealed record TypedLoss(string Typed, string Canonical);
}
