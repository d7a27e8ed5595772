using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SgdSpec), "sgd")]
[JsonDerivedType(typeof(AdamSpec), "adam")]
public abstract record OptimiserSpec
{
    /// <summary>The same optimiser at another learning rate.</summary>
    public abstract OptimiserSpec With(double lr);

    /// <summary>The learning rate, that of the first step.</summary>
    [JsonIgnore]
    public abstract double Rate { get; }

    /// <summary>How the learning rate changes while a network is trained; null for not at all.</summary>
    public LrSchedule? LrSchedule { get; init; }

    /// <summary>The learning rate of one step, counted from 0, of a training.</summary>
    public double RateAt(long step, int steps) => LrSchedule is null ? Rate : Rate * LrSchedule.Factor(step, steps);

    /// <summary>The same optimiser with another weight decay.</summary>
    public abstract OptimiserSpec WithDecay(double weightDecay);

    /// <summary>What is wrong with the values, as (key below <c>optimiser</c>, sentence).</summary>
    internal abstract IEnumerable<(string Key, string Problem)> Problems();

    internal IEnumerable<(string, string)> Common(double lr, double weightDecay)
    {
        if (!(lr > 0 && double.IsFinite(lr))) yield return ("lr", $"is {lr}; a learning rate is a finite number > 0");
        if (!(weightDecay >= 0 && double.IsFinite(weightDecay)))
            yield return ("weight-decay", $"is {weightDecay}; it is a finite number ≥ 0");
        foreach (var (key, problem) in LrSchedule?.Problems() ?? []) yield return ($"lr-schedule.{key}", problem);
    }
}
