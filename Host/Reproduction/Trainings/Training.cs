using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>A network trained with a loss on one fresh draw, as a job of an experiment.</summary>
/// <param name="Label">What it is, for readers of the job's key.</param>
/// <param name="Loss">Text of the genome.</param>
/// <param name="Recipe">Pinned.</param>
/// <param name="Draw">Trainings of equal draws meet the same data, weights and order.</param>
/// <param name="Points">Of the learning curve.</param>
/// <param name="Sample">Most samples of each split that a point of the curve is scored on.</param>
sealed record Training(string Label, string Loss, Recipe Recipe, ulong Draw, int Points, int Sample)
{
    public string Key => $"{Label} draw={Draw} request={Request.WorkKey("")[..16]}";

    public ExperimentJob Job => ExperimentJob.Of(Key, Request, Figures.Of);

    EvaluationRequest Request => new(Loss, Recipe, 1, 0, new Study(Draw, Points, Sample));
}
