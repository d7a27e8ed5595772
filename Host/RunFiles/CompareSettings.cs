using System.Collections.Immutable;
using System.Globalization;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Trials;
using LossActors.Genetics.Genomes;
using LossActors.Genetics.Screening;
using LossActors.Host.Configuration.Settings;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.RunFiles;

/// <summary>The <c>compare</c> block as a plan: losses × networks × seeds.</summary>
static class CompareSettings
{
    const string RecipeRate = "recipe";

    /// <summary>A single pair has p = 1 whatever it is.</summary>
    const int FewestTested = 2;

    public static ComparisonPlan Read(SettingsReader settings, RecipeSettings evaluation, string beside)
    {
        var compare = settings.Section("compare");
        var losses = (compare.Get("losses", Setting.List(Loss, 1)) ?? []).OfType<Compared>().ToList();
        foreach (var twice in losses.GroupBy(l => l.Name).Where(g => g.Count() > 1))
            compare.Refuse("losses", $"names {twice.Key} {twice.Count()} times; once is enough");
        foreach (var loss in losses)
            if (LossScreen.Lack(LossGenome.Parse(loss.Genome)) is { } lack)
                compare.Refuse("losses", $"holds {loss.Name}, from which no network learns: {lack.Explanation}");
        foreach (var twins in losses.GroupBy(l => (l.Genome, l.WeightDecay, l.SharpDro)).Where(g => g.DistinctBy(l => l.Name).Count() > 1))
            compare.Refuse("losses", $"holds {string.Join(" and ", twins.Select(t => t.Name))}, which are the same loss; keep one of them");
        if (losses.Exists(l => l.SharpDro is not null) && evaluation.Recipe.Dataset is not PooledSpec { Corruption: not null })
            compare.Refuse(
                "losses",
                "names sharpdro, which weighs groups of samples, but the data have none; "
                + "set evaluation.dataset.corruption, whose severities are groups");
        var reading = Reading(compare, losses);
        var seeds = compare.Get("seeds", Setting.Int32(1, 100_000));
        if (seeds < FewestTested && reading.Test)
            compare.Refuse(
                "seeds",
                $"is {seeds}, and one pair cannot be tested; raise it (6 is the least that can reach p = .05) or set compare.test = none");
        var own = compare.Get("lr", Setting.Word(RecipeRate, [], RecipeSettings.Rate)) ?? [];
        var networks = Networks(compare, evaluation, beside);
        return new ComparisonPlan
        {
            Name = settings.Get("run.name", Setting.Identifier),
            Entries = [.. networks.SelectMany(n => losses.Select(loss => Entry(loss, n.Name, n.Recipe, own, evaluation.TunedRates)))],
            Draws = seeds,
            TuningMeasurements = compare.Get("tuning", Setting.Int32(1, 1000)),
            Curve = new CurvePlan
            {
                Points = compare.Get("curve.points", Setting.Int32(1, 10_000)),
                Sample = compare.Get("curve.sample", Setting.Int32(1)),
                Beta = compare.Get("tail", Setting.Double(0, 1, belowMax: true)),
            },
            Reading = reading,
        };
    }

    /// <summary>The plan's networks in their order.</summary>
    public static IEnumerable<NetworkSpec> Networks(ComparisonPlan plan) =>
        plan.Entries.DistinctBy(e => e.Network).Select(e => e.Trained.Recipe.Network);

    static ComparisonReading Reading(SettingsReader compare, List<Compared> losses)
    {
        var baseline = compare.Get("baseline", Setting.Name);
        if (losses.Count > 0 && losses.TrueForAll(l => l.Name != baseline))
            compare.Refuse(
                "baseline",
                $"is {baseline}, which is none of compare.losses ({string.Join(", ", losses.Select(l => l.Name))}); "
                + "add it there or choose one of them", "losses");
        var target = compare.Get("target", Setting.Word<double?>("auto", null, Target));
        return new ComparisonReading(baseline ?? "ce", target, compare.Get("test", Setting.OneOf("wilcoxon", "none")) == "wilcoxon");
    }

    static List<(string Name, Recipe Recipe)> Networks(SettingsReader compare, RecipeSettings evaluation, string beside)
    {
        var recipe = evaluation.Recipe with { Repeats = 1 };
        var sections = compare.Sections("networks");
        if (sections.Count == 0) return [(NetworkName.Of(recipe.Network), recipe)];
        var networks = sections
            .Select(s => (Section: s, Recipe: recipe with { Network = RecipeSettings.Network(s, beside) }))
            .ToList();
        foreach (var (section, one) in networks)
        {
            foreach (var (key, problem) in one.Problems())
                if (key == "batch" || key.StartsWith("network.", StringComparison.Ordinal)) Refuse(section, key, problem);
        }

        var named = networks.Select(n => (Name: NetworkName.Of(n.Recipe.Network), Recipe: Fitting(n.Recipe, n.Section))).ToList();
        foreach (var twice in named.GroupBy(n => n.Name).Where(g => g.Count() > 1))
            compare.Refuse("networks", $"names {twice.Key} {twice.Count()} times; once is enough");
        return named;

        // A script's fit shows when libtorch runs it, which must not be loaded before its kernels are chosen.
        static Recipe Fitting(Recipe recipe, SettingsReader section) =>
            recipe.Network is TorchScriptSpec
            ? recipe
            : RecipeSettings.Fitting(
                recipe, misfit => Refuse(section, misfit.Key, misfit.Problem), problem => section.Refuse("kind", problem));

        static void Refuse(SettingsReader section, string key, string problem)
        {
            if (key.StartsWith("network.", StringComparison.Ordinal)) section.Refuse(key["network.".Length..], problem);
            else section.Refuse("kind", $"does not go with evaluation.{key}, which {problem}");
        }
    }

    /// <param name="own">Rates among which each loss finds its best; empty: all have the recipe's.</param>
    /// <param name="shared">Rates among which the recipe's is found, by cross-entropy; empty: it is given.</param>
    static ComparisonEntry Entry(Compared loss, string network, Recipe recipe, IReadOnlyList<double> own, IReadOnlyList<double> shared)
    {
        var decayed = loss.WeightDecay is { } decay ? recipe with { Optimiser = recipe.Optimiser.WithDecay(decay) } : recipe;
        if (loss.SharpDro is not null) decayed = decayed with { SharpDro = loss.SharpDro };
        if (own is [var only]) return new ComparisonEntry(loss.Name, network, new Entrant(loss.Name, loss.Genome, decayed.With(only)), []);
        ImmutableArray<Entrant> candidates = own.Count > 0
            ? [.. own.Select(rate => new Entrant(loss.Name, loss.Genome, decayed.With(rate)))]
            : [.. shared.Select(rate => Entrant.CrossEntropy(recipe.With(rate)))];
        return new ComparisonEntry(loss.Name, network, new Entrant(loss.Name, loss.Genome, decayed), candidates);
    }

    static SettingType<double?> Target { get; } = Setting.Parsed<double?>("a validation accuracy in (0, 1)", "0.9", text =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var accuracy) && accuracy is > 0 and < 1
            ? accuracy
            : throw new FormatException($"'{text}' is none"));

    /// <summary>A loss; <c>name: loss</c> calls it by a name of the user's.</summary>
    static SettingType<Compared> Loss { get; } = Setting.Parsed(
        "a loss by name or formula, or ce+l2, or sharpdro(0.05), or \"my name: formula\"", "focal", ParseLoss);

    static Compared ParseLoss(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var loss = colon > 0 ? text[(colon + 1)..].Trim() : text.Trim();
        var name = colon > 0 ? text[..colon].Trim() : loss;
        if (SharpDro(loss) is { } sharpDro) return new Compared(name, LossGenome.Parse("ce").CanonicalText, SharpDro: sharpDro);
        var decayed = NamedLosses.Baselines.FirstOrDefault(b => b.Name == loss) is { WeightDecay: > 0 } known ? known : null;
        return new Compared(name, LossGenome.Parse(decayed?.Loss ?? loss).CanonicalText, decayed?.WeightDecay);
    }

    /// <summary><c>sharpdro</c> or <c>sharpdro(radius)</c>; null for anything else.</summary>
    static SharpDroSpec? SharpDro(string text)
    {
        const string Name = "sharpdro";
        if (!text.StartsWith(Name, StringComparison.Ordinal)) return null;
        if (text == Name) return new();
        var bracket = text[Name.Length..].Trim();
        if (!bracket.StartsWith('(') || !bracket.EndsWith(')')
            || !double.TryParse(bracket[1..^1], CultureInfo.InvariantCulture, out var radius))
            throw new FormatException($"'{text}' is none; write sharpdro(0.05), with the radius of the ascent");
        var spec = new SharpDroSpec(radius);
        return spec.Problems().Select(p => p.Problem).FirstOrDefault() is { } problem
            ? throw new FormatException($"the radius of sharpdro {problem}")
            : spec;
    }

    /// <param name="WeightDecay">Replaces the recipe's, or null.</param>
    sealed record Compared(string Name, string Genome, double? WeightDecay = null, SharpDroSpec? SharpDro = null);
}
