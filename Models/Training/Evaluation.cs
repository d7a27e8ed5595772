using LossActors.Genetics.Numerics;
using LossActors.Models.Data;
using LossActors.Models.Networks;
using LossActors.Torch;

namespace LossActors.Models.Training;

static class Evaluation
{
    const int MostRows = 500;
    const int MostNumbers = 1 << 21;

    /// <summary>
    /// Right answers (the largest logit, the first of equals) and summed −log p of a split; null if an output is not finite. The
    /// split is cut into chunks whose size depends on the data alone, so that bits do not depend on memory. The network is scored as in
    /// use: normalised by its running statistics.
    /// </summary>
    public static (Tally Tally, double CrossEntropy)? Of(Network network, InputFeed feed, Samples samples, int size, int classes)
    {
        network.Module.eval();
        try
        {
            return Score(network, feed, samples, size, classes);
        }
        finally
        {
            network.Module.train();
        }
    }

    static (Tally Tally, double CrossEntropy)? Score(Network network, InputFeed feed, Samples samples, int size, int classes)
    {
        var rows = Math.Clamp(MostNumbers / size, 1, MostRows);
        using var mode = torch.no_grad();
        var (correct, total) = (0, 0.0);
        var logits = new float[Math.Min(rows, samples.Count) * classes];
        for (var start = 0; start < samples.Count; start += rows)
        {
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(rows, samples.Count - start);
            var outputs = network.Module.forward(feed.Batch(samples.Rows.AsSpan(start, count)));
            var chunk = logits.AsSpan(0, count * classes);
            if (network.Outputs == 1)
            {
                var half = chunk[count..];
                outputs.copy_to(half);
                SingleOutput.Widen(half, chunk);
            }
            else
            {
                outputs.copy_to(chunk);
            }

            for (var i = 0; i < count; i++)
            {
                var row = chunk.Slice(i * classes, classes);
                var label = samples.Labels[start + i];
                var best = 0;
                for (var c = 0; c < row.Length; c++)
                {
                    if (!float.IsFinite(row[c])) return null;
                    if (row[c] > row[best]) best = c;
                }

                if (best == label) correct++;
                total += MinusLogProbability(row, best, label);
            }
        }

        return (new(correct, samples.Count), total);
    }

    static double MinusLogProbability(ReadOnlySpan<float> logits, int best, int label)
    {
        var sum = 0.0;
        foreach (var z in logits) sum += ScalarMath.Exp((double)z - logits[best]);
        return ScalarMath.Log(sum) + logits[best] - logits[label];
    }
}
