using System.Globalization;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;
using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>
/// One training of the dynamical-loss papers' toy problem: three spiral arms of 100 points, one hidden layer, full-batch gradient descent
/// at rate 1 (arXiv 2102.03793 and its released notebook). The weights come from the seed.
/// </summary>
/// <param name="Amplitude">A; 1 is the static cross-entropy.</param>
/// <param name="Period">T in steps; the last period is static, as in the notebook.</param>
/// <param name="Redrawn">The points come from the seed too; otherwise all trainings have the same, as in the notebook.</param>
sealed record SpiralTraining(int Width, double Amplitude, int Period, int Steps, int Seed, bool Redrawn = false)
{
    const int CurvePoints = 35;

    public string Key => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Redrawn ? "spiral" : "one spiral")} width={Width} A={Amplitude} T={Period} steps={Steps} seed={Seed}");

    public string Genome => Amplitude == 1
        ? "-y*log(p)"
        : string.Create(CultureInfo.InvariantCulture, $"dynamical({Amplitude}, {Period}, tail={Period})[-y*log(p)]");

    public Recipe Recipe => new(
        new SpiralSpec(Once: !Redrawn),
        new MlpSpec([Width], Initialisation: Initialisation.Glorot),
        new SgdSpec(1),
        Batch: 300,
        Steps,
        Scale: ScaleDefault.Raw);

    public ExperimentJob Job =>
        ExperimentJob.Of(Key, new(Genome, Recipe, 1, 0, new Study((ulong)Seed, CurvePoints)), SpiralResult.Of);
}

/// <summary>What became of a <see cref="SpiralTraining"/>; accuracies are fractions, NaN if it diverged.</summary>
/// <param name="Loss">Mean static cross-entropy of the training points at the end.</param>
/// <param name="CurveSteps">Steps at which the training accuracy was taken.</param>
sealed record SpiralResult(double Training, double Validation, double Loss, IReadOnlyList<int> CurveSteps, IReadOnlyList<double> Curve)
{
    public static SpiralResult Of(EvaluationResult result) => result is Scored { Trainings: [{ Study: { } study }] }
        ? new(
            study.Training.Answers.Accuracy, study.Validation.Answers.Accuracy, study.Training.CrossEntropy,
            [.. study.Curve.Select(p => p.Step)], [.. study.Curve.Select(p => p.Training.Answers.Accuracy)])
        : new(double.NaN, double.NaN, double.NaN, [], []);

    /// <summary>Of 298 points in 300 that can be right, one more may be missed: accuracy of .99 and up.</summary>
    public bool Succeeds => Training >= 0.99;
}
