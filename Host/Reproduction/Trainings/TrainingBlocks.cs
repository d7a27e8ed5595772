using LossActors.Genetics.Expressions;
using LossActors.Genetics.Genomes;
using LossActors.Host.Reports;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>What was trained, in a report.</summary>
static class TrainingBlocks
{
    /// <summary>The contenders' formulas, the recipe that they share, and its data.</summary>
    public static IEnumerable<Block> Of(
        Recipe recipe, IEnumerable<(string Name, NetworkSpec Network)> networks, IEnumerable<Contender> contenders, int draws)
    {
        yield return Formulas(contenders, recipe);
        yield return RecipeTable.Of(recipe, networks, Printer.Number(recipe.Optimiser.Rate), ("draws", $"{draws}"));
        foreach (var block in DataBlocks.Of(recipe.DescriptionOnHand())) yield return block;
    }

    public static Table Formulas(IEnumerable<Contender> contenders, Recipe recipe) => LossTable.Of([.. contenders.Select(c =>
    {
        var setting = c.Settings[0];
        var name = c.Settings.Count == 1 ? c.Name : $"{c.Name} at {Printer.Number(setting)}, the first of {c.Settings.Count} settings";
        return (name, LossGenome.Parse(c.Loss(setting)).ToString(), LossTable.Beside(c.Change?.Invoke(recipe, setting) ?? recipe, recipe));
    })]);
}
