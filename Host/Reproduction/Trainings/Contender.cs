using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>A way to train with a setting that validation chooses.</summary>
/// <param name="Settings">Values to choose from, rising; one for none to choose.</param>
/// <param name="Loss">The genome at a setting.</param>
/// <param name="Change">What the recipe changes at a setting; null for nothing.</param>
sealed record Contender(string Name, IReadOnlyList<double> Settings, Func<double, string> Loss, Func<Recipe, double, Recipe>? Change = null)
{
    /// <summary>Points of the learning curves.</summary>
    public int Points { get; init; } = 10;

    /// <summary>Most samples of each split at a point.</summary>
    public int Sample { get; init; } = 500;

    public Training Training(string label, Recipe recipe, double setting, ulong draw) =>
        new($"{label} {Name} {setting:R}", Loss(setting), Change?.Invoke(recipe, setting) ?? recipe, draw, Points, Sample);

    public IEnumerable<Training> Trainings(string label, Recipe recipe, ulong draw) =>
        Settings.Select(s => Training(label, recipe, s, draw));

    /// <summary>
    /// The trainings with the best validation accuracy at the last step; several where they tie, settings rising. Empty if all diverged.
    /// </summary>
    public IReadOnlyList<(double Setting, Figures Figures)> Chosen(ExperimentResults results, string label, Recipe recipe, ulong draw)
    {
        var all = Settings
            .Select(s => (Setting: s, Figures: results.Get<Figures>(Training(label, recipe, s, draw).Key)))
            .Where(f => !f.Figures.Diverged)
            .ToList();
        return all.Count == 0 ? [] : [.. all.Where(f => f.Figures.ValidationAccuracy == all.Max(g => g.Figures.ValidationAccuracy))];
    }
}
