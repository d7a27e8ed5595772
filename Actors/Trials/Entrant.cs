using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Actors.Trials;

/// <summary>A loss under a recipe, in a trial.</summary>
/// <param name="Name">How tables call it.</param>
/// <param name="Genome">Canonical text.</param>
public sealed record Entrant(string Name, string Genome, [property: JsonConverter(typeof(CanonicalConverter<Recipe>))] Recipe Recipe)
{
    [JsonIgnore]
    public double LearningRate => Recipe.Optimiser.Rate;

    public static Entrant CrossEntropy(Recipe recipe) => new("ce", "-y*log(p)", recipe);

    /// <summary>The same loss under the same recipe at another learning rate.</summary>
    public Entrant At(double learningRate) => this with { Recipe = Recipe.With(learningRate) };
}
