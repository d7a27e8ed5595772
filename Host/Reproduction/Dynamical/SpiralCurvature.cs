using System.Globalization;
using LossActors.Learning.Data;
using LossActors.Learning.Landscape;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>A <see cref="SpiralTraining"/> whose surface is looked at every so many steps, and the loss at every step.</summary>
sealed record SpiralCurvature(SpiralTraining Training, int First, int Last, int Every)
{
    public string Key =>
        string.Create(CultureInfo.InvariantCulture, $"curvature of {Training.Key} from={First} to={Last} every={Every}");

    public ExperimentJob Job => ExperimentJob.Of(Key, Run);

    CurvatureResult Run(CancellationToken stop)
    {
        var seed = PairedSeed.ForStudy(Training.Recipe.Seed, (ulong)Training.Seed, 0);
        using var training = new LandscapeTraining(Training.Recipe, Training.Genome, seed, new(Eigenvalues: 3));
        var points = training.Run(Enumerable.Range(0, (Last - First) / Every + 1).Select(i => First + i * Every), stop: stop);
        return new(
            [.. points.Select(p => p.Step)],
            [.. points.Select(p => p.Loss)],
            [.. points.Select(p => p.Accuracy)],
            [.. Enumerable.Range(0, 3).Select(k => points.Select(p => p.Eigenvalues[k]).ToArray())],
            [.. points.Select(p => p.StaticEigenvalues[0])],
            [.. points.Select(p => p.LargestFall)],
            [.. points.Select(p => p.LargestRise)]);
    }
}
