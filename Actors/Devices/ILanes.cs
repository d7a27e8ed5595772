using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Actors.Devices;

/// <summary>Where trainings run, one a lane. Every start ends in exactly one <see cref="LaneOutcome"/>.</summary>
public interface ILanes : IDisposable
{
    /// <param name="alone">In a child process of its own, whatever the device's lanes are.</param>
    void Start(EvaluationKey key, EvaluationRequest request, bool alone);

    /// <summary>Ends in <see cref="TrainingInterrupted"/>, unless another outcome was quicker.</summary>
    void Cancel(EvaluationKey key);
}

/// <summary>How a training ended. Said inside the process.</summary>
public abstract record LaneOutcome(EvaluationKey Key);

public sealed record TrainingEnded(EvaluationKey Key, CanonicalJson Result, double Seconds) : LaneOutcome(Key);

/// <summary>A child process died, or hung and was killed, before its supervisor's eyes.</summary>
public sealed record TrainingDied(EvaluationKey Key, string Reason) : LaneOutcome(Key);

/// <summary>The machine failed: out of memory, data missing, a defect. Says nothing about the loss.</summary>
public sealed record TrainingFailed(EvaluationKey Key, string Reason) : LaneOutcome(Key);

public sealed record TrainingInterrupted(EvaluationKey Key) : LaneOutcome(Key);
