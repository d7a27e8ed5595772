using LossActors.FormerActors.Islands;
using LossActors.Learning.Training;

namespace LossActors.FormerActors.Runs;

/// <summary>A loss under a recipe, in a comparison.</summary>
public sealed record Entrant(string Name, string Genome, CanonicalJson Recipe, double LearningRate)
{
    public static Entrant Of(string name, string genome, Recipe recipe) =>
        new(name, genome, new CanonicalJson(recipe.ToJson()), recipe.Optimiser.Rate);

    /// <summary>The same loss under the same recipe at another learning rate.</summary>
    public Entrant At(double learningRate) => Of(Name, Genome, Learning.Training.Recipe.Parse(Recipe.Text).With(learningRate));
}
