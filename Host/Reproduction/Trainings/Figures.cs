using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>What a study keeps of one training, at its last step. Losses are mean cross-entropies whatever was trained; NaN after a divergence.</summary>
/// <param name="Tail">Mean cross-entropy of the worst tenth of the test split.</param>
/// <param name="Calibration">Expected calibration error of the test split.</param>
/// <param name="Norm">√Σw² over all parameters.</param>
/// <param name="Groups">Test accuracy by group, such as the severity of a corruption; empty where there are none.</param>
/// <param name="Steps">Places of the learning curves.</param>
/// <param name="TrainingCurve">Training loss on a sample of the split.</param>
/// <param name="TestCurve">Test accuracy on a sample of the split.</param>
sealed record Figures(
    double TrainingLoss, double ValidationLoss, double TestLoss, double TrainingAccuracy, double ValidationAccuracy, double TestAccuracy,
    double Tail, double Calibration, double Norm, IReadOnlyList<double> Groups,
    IReadOnlyList<int> Steps, IReadOnlyList<double> TrainingCurve, IReadOnlyList<double> TestCurve)
{
    /// <summary>Test loss less training loss.</summary>
    public double Gap => TestLoss - TrainingLoss;

    /// <summary>Mean of the groups' accuracies.</summary>
    public double Balanced => Groups.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    public bool Diverged => double.IsNaN(TestLoss);

    public static Figures Of(EvaluationResult result)
    {
        if (result is not Scored { Trainings: [{ Study: { } study }] })
            return new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, [], [], [], []);
        return new(
            study.Training.CrossEntropy, study.Validation.CrossEntropy, study.Test.CrossEntropy, study.Training.Answers.Accuracy,
            study.Validation.Answers.Accuracy, study.Test.Answers.Accuracy, study.Test.TailLoss, study.Test.CalibrationError, study.WeightNorm,
            [.. study.Test.Groups?.Select(g => g.Answers.Total == 0 ? double.NaN : g.Answers.Accuracy) ?? []], [.. study.Curve.Select(p => p.Step)],
            [.. study.Curve.Select(p => p.Training.CrossEntropy)], [.. study.Curve.Select(p => p.Test.Answers.Accuracy)]);
    }
}
