using LossActors.Learning.Training;

namespace LossActors.Host.Reproduction.Trainings;

/// <summary>
/// What an experiment keeps of one training, at its last step. Losses are mean cross-entropies whatever was trained; NaN after a
/// divergence.
/// </summary>
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

    static Figures None { get; } = new(
        double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, [], [], [], []);

    public static Figures Of(EvaluationResult result)
    {
        if (result is not Scored { Trainings: [{ Study: { } end }] }) return None;
        var (training, validation, test) = (end.Training, end.Validation, end.Test);
        return new(
            training.CrossEntropy, validation.CrossEntropy, test.CrossEntropy,
            training.Answers.Accuracy, validation.Answers.Accuracy, test.Answers.Accuracy,
            test.TailLoss, test.CalibrationError, end.WeightNorm,
            [.. test.Groups?.Select(g => g.Answers.Total == 0 ? double.NaN : g.Answers.Accuracy) ?? []],
            [.. end.Curve.Select(p => p.Step)],
            [.. end.Curve.Select(p => p.Training.CrossEntropy)],
            [.. end.Curve.Select(p => p.Test.Answers.Accuracy)]);
    }
}
