namespace LossActors.Host.Reproduction.Dynamical;

/// <summary>What became of a <see cref="SpiralTraining"/>; accuracies are fractions, NaN if it diverged.</summary>
/// <param name="Loss">Mean static cross-entropy of the training points at the end.</param>
/// <param name="CurveSteps">Steps at which the training accuracy was taken.</param>
sealed record SpiralResult(double Training, double Validation, double Loss, IReadOnlyList<int> CurveSteps, IReadOnlyList<double> Curve)
{
    /// <summary>Of 298 points in 300 that can be right, one more may be missed: accuracy of .99 and up.</summary>
    public bool Succeeds => Training >= 0.99;
}
