using LossActors.Genetics.Numerics;

namespace LossActors.Learning.Training;

/// <summary>The weights q_s of <see cref="SharpDroSpec"/>.</summary>
/// <param name="groups">How many there are.</param>
sealed class GroupWeights(int groups, double rate)
{
    readonly double[] weights = [.. Enumerable.Repeat(1.0 / groups, groups)];

    public IReadOnlyList<double> Weights => weights;

    /// <summary>Takes a batch's losses into the weights.</summary>
    /// <param name="of">The group of each sample.</param>
    /// <param name="losses">As many.</param>
    /// <returns>What each sample counts in Σ_s q_s·l_s: q_s over the number of its group's samples.</returns>
    public double[] Take(ReadOnlySpan<int> of, ReadOnlySpan<double> losses)
    {
        double[] sums = new double[weights.Length], counts = new double[weights.Length];
        for (var i = 0; i < of.Length; i++)
        {
            sums[of[i]] += losses[i];
            counts[of[i]]++;
        }

        var total = 0.0;
        for (var s = 0; s < weights.Length; s++)
        {
            if (counts[s] > 0) weights[s] *= ScalarMath.Exp(Math.Min(rate * sums[s] / counts[s], Guards.MaxExponent));
            total += weights[s];
        }

        foreach (ref var weight in weights.AsSpan()) weight /= total;
        var shares = new double[of.Length];
        for (var i = 0; i < of.Length; i++) shares[i] = weights[of[i]] / counts[of[i]];
        return shares;
    }
}
