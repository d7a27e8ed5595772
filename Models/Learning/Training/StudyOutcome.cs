using System.Text.Json.Serialization;

namespace LossActors.Learning.Training;

/// <summary>
/// What a <see cref="Study"/> tells of one training, at its last step. Training and validation labels may be noisy, test labels are clean.
/// </summary>
/// <param name="WeightNorm">√Σw² over all parameters.</param>
public sealed record StudyOutcome(
    SplitScore Training, SplitScore Validation, SplitScore Test, double WeightNorm, IReadOnlyList<CurvePoint> Curve)
{
    /// <summary>Test loss less training loss.</summary>
    [JsonIgnore]
    public double LossGap => Test.CrossEntropy - Training.CrossEntropy;

    /// <summary>Training accuracy less test accuracy.</summary>
    [JsonIgnore]
    public double AccuracyGap => Training.Answers.Accuracy - Test.Answers.Accuracy;

    /// <summary>The best point of the curve by <see cref="ValidationRank"/>; of equals the last.</summary>
    [JsonIgnore]
    public CurvePoint BestPoint => Curve.Reverse().MaxBy(p => p.Validation.Rank, ValidationRank.Order)!;

    /// <summary>The first step of the curve at which validation accuracy is as high, or null.</summary>
    public int? StepsToAccuracy(double accuracy) => Curve.FirstOrDefault(p => p.Validation.Answers.Accuracy >= accuracy)?.Step;
}
