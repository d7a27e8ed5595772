using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>One lane of a device: trains one loss at a time. Not thread-safe; a lane has its own evaluator and its own thread.</summary>
public interface IEvaluator
{
    /// <summary>
    /// Runs all trainings of a measurement. The result is a function of the request and the machine's arithmetic class: not of
    /// the lane, of other lanes, or of what ran before.
    /// </summary>
    /// <param name="onStep">Heartbeat: called after each optimiser step with the number of steps done so far in this evaluation.</param>
    /// <exception cref="EvaluationInterruptedException">The token was cancelled; says nothing about the loss.</exception>
    /// <exception cref="DataSetException">The data cannot be read or are not those of the recipe.</exception>
    /// <exception cref="FormatException">The request, its genome included, does not parse or is not supported.</exception>
    EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation);
}
