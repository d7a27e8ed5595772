using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>A verdict about the loss: training met NaN or infinity.</summary>
/// <param name="Training">Which training of the measurement, from 0; later ones were not run.</param>
/// <param name="Step">The step at which it was met, from 1.</param>
/// <param name="Steps">Optimiser steps of all trainings so far.</param>
/// <param name="NodeElements">Loss nodes × batch × classes × steps so far.</param>
public sealed record Diverged(DivergenceReason Reason, int Training, int Step, long Steps, long NodeElements) : EvaluationResult
{
    [JsonIgnore]
    public override double Score => 1;
}
