namespace LossActors.Learning.Training;

/// <summary>Looks at a training while it goes on, for what its outcome tells beyond the last step's validation score.</summary>
interface ITrainingWatch
{
    /// <summary>Before the first step.</summary>
    /// <returns>False if the network's outputs are not finite.</returns>
    bool Before() => true;

    /// <returns>False if the network's outputs are not finite.</returns>
    bool After(int step);

    /// <returns>The whole outcome; null if the network's outputs are not finite.</returns>
    TrainingOutcome? Finish(TrainingOutcome last);
}
