using LossActors.Genetics.Numerics;
using LossActors.Learning.Data;

namespace LossActors.Learning.Training;

/// <summary>Gathers a split's score, sample by sample in the split's order.</summary>
sealed class Scoring(Samples samples, int classes, double beta)
{
    internal const int Bins = 15;

    readonly double[] losses = new double[samples.Count];
    readonly (int Count, int Correct, double Confidence)[] bins = new (int, int, double)[Bins];
    readonly Portion[] byClass = new Portion[classes];
    readonly Portion[] byGroup = samples.Groups is { } groups ? new Portion[groups.Max() + 1] : [];
    Portion all;

    /// <param name="logits">[classes]</param>
    /// <param name="best">The class that the network answers.</param>
    public void Add(int index, ReadOnlySpan<float> logits, int best)
    {
        var label = samples.Labels[index];
        var sum = Evaluation.Normaliser(logits, best);
        var loss = ScalarMath.Log(sum) + logits[best] - logits[label];
        var right = best == label;
        losses[index] = loss;
        all.Add(right, loss);
        byClass[label].Add(right, loss);
        if (samples.Groups is { } groups) byGroup[groups[index]].Add(right, loss);
        ref var bin = ref bins[Bin(1 / sum)];
        bin = (bin.Count + 1, bin.Correct + (right ? 1 : 0), bin.Confidence + 1 / sum);
    }

    public SplitScore Done() => new(
        all.Score.Answers, all.Score.CrossEntropy, Tail(losses, beta), CalibrationError, [.. byClass.Select(p => p.Score)],
        samples.Groups is null ? null : [.. byGroup.Select(p => p.Score)]);

    /// <summary>Mean of the largest (1 − β)·n losses, the last in part.</summary>
    internal static double Tail(double[] losses, double beta)
    {
        var sorted = losses.OrderDescending().ToArray();
        var worst = (1 - beta) * sorted.Length;
        var whole = Math.Min((int)worst, sorted.Length - 1);
        var sum = 0.0;
        for (var i = 0; i < whole; i++) sum += sorted[i];
        return (sum + (worst - whole) * sorted[whole]) / worst;
    }

    double CalibrationError => bins.Where(b => b.Count > 0).Sum(b => Math.Abs(b.Correct - b.Confidence)) / samples.Count;

    static int Bin(double confidence) => Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1);

    struct Portion
    {
        int correct, total;
        double loss;

        public void Add(bool right, double crossEntropy)
        {
            if (right) correct++;
            total++;
            loss += crossEntropy;
        }

        public readonly PortionScore Score => new(new(correct, total), total == 0 ? 0 : loss / total);
    }
}
