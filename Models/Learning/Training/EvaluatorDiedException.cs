namespace LossActors.Learning.Training;

/// <summary>The process that trained a loss died, or hung and was killed, before a supervisor's eyes.</summary>
public sealed class EvaluatorDiedException(string reason) : Exception(reason);
