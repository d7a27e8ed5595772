using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <param name="Trainings">In the order of their paired seeds; never empty.</param>
/// <param name="Steps">Optimiser steps of all trainings together.</param>
/// <param name="NodeElements">Loss nodes × batch × classes × steps: what the loss itself cost.</param>
public sealed record Scored(IReadOnlyList<TrainingOutcome> Trainings, long Steps, long NodeElements) : EvaluationResult
{
    [JsonIgnore]
    public override double Score => Validation.ErrorRate;

    /// <summary>Summed over the trainings.</summary>
    [JsonIgnore]
    public Tally Validation => Trainings.Aggregate(default(Tally), (sum, t) => sum + t.Validation);

    /// <summary>Summed over the trainings; null unless this is a proof or a study.</summary>
    [JsonIgnore]
    public Tally? Test => Trainings.Any(t => t.Test is null) ? null : Trainings.Aggregate(default(Tally), (sum, t) => sum + t.Test!.Value);

    /// <summary>Test tally with each training stopped at its best validation checkpoint; null unless this is a proof.</summary>
    [JsonIgnore]
    public Tally? TestAtBestStop =>
        Trainings.Any(t => t.BestStop is null) ? null : Trainings.Aggregate(default(Tally), (sum, t) => sum + t.BestStop!.Test);
}
