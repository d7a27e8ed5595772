using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>
/// Compares losses: everything is scored (<see cref="StudyOutcome"/>), on a draw of data (or split), label noise, weights and order that
/// neither searches nor proofs have seen. Two losses with the same draw are paired.
/// </summary>
/// <param name="Draw">Number of the fresh draw; any value.</param>
/// <param name="Points">Points of the learning curve after the start, evenly spaced, the last one at the last step; 1 … 10,000.</param>
/// <param name="Sample">
/// Most samples of each split that a point of the curve is scored on, ≥ 1; the final scores are of whole splits, but of structures at
/// most 2,000 training samples.
/// </param>
/// <param name="Beta">Level of the tail loss, in [0, 1): it is the mean cross-entropy of the worst 1 − β of the samples.</param>
public sealed record Study(ulong Draw, int Points = 20, int Sample = 1000, double Beta = 0.9) : Purpose
{
    internal override CleanSplit Scores => CleanSplit.Test;

    internal override PairedSeed Seed(ulong recipe, uint training) => PairedSeed.ForStudy(recipe, Draw, training);

    internal override string? Problem =>
        Points is < 1 or > 10_000 ? $"points is {Points}; a learning curve has 1 to 10000" :
        Sample < 1 ? $"sample is {Sample}; at least 1 is needed" :
        !(Beta >= 0 && Beta < 1) ? $"beta is {Beta}; it lies in [0, 1)" : null;
}
