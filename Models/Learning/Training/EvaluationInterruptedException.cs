namespace LossActors.Learning.Training;

/// <summary>An evaluation was stopped from outside. Its work is to be done again; nothing is known about the loss.</summary>
public sealed class EvaluationInterruptedException(CancellationToken token)
    : OperationCanceledException("The evaluation was interrupted.", token);
