using System.Text.Json.Serialization;

namespace LossActors.Models.Training;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SgdSpec), "sgd")]
[JsonDerivedType(typeof(AdamSpec), "adam")]
public abstract record OptimiserSpec
{
    /// <summary>The same optimiser at another learning rate.</summary>
    public abstract OptimiserSpec With(double lr);

    /// <summary>The learning rate.</summary>
    [JsonIgnore]
    public abstract double Rate { get; }

    /// <summary>The same optimiser with another weight decay.</summary>
    public abstract OptimiserSpec WithDecay(double weightDecay);

    /// <summary>What is wrong with the values, as (key below <c>optimiser</c>, sentence).</summary>
    internal abstract IEnumerable<(string Key, string Problem)> Problems();

    internal static IEnumerable<(string, string)> Common(double lr, double weightDecay)
    {
        if (!(lr > 0 && double.IsFinite(lr))) yield return ("lr", $"is {lr}; a learning rate is a finite number > 0");
        if (!(weightDecay >= 0 && double.IsFinite(weightDecay))) yield return ("weight-decay", $"is {weightDecay}; it is a finite number ≥ 0");
    }
}
