using LossActors.Genetics.Numerics;
using LossActors.Learning.Data;
using LossActors.Learning.Networks;

namespace LossActors.Learning.Training;

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
        var (correct, total) = (0, 0.0);
        var finite = Each(network, feed, samples, size, classes, (index, logits, best) =>
        {
            var label = samples.Labels[index];
            if (best == label) correct++;
            total += ScalarMath.Log(Normaliser(logits, best)) + logits[best] - logits[label];
        });
        return finite ? (new(correct, samples.Count), total) : null;
    }

    /// <summary>Shows a split's samples one after the other.</summary>
    /// <param name="seen">Takes a sample's place in the split, its logits and the index of the largest, the first of equals.</param>
    /// <returns>False if an output is not finite; the samples from there on were not shown.</returns>
    public static bool Each(Network network, InputFeed feed, Samples samples, int size, int classes, Seen seen)
    {
        network.Module.eval();
        try
        {
            return Show(network, feed, samples, size, classes, seen);
        }
        finally
        {
            network.Module.train();
        }
    }

    /// <summary>Σ e^(z − z_best), at least 1: its inverse is the probability of the answer.</summary>
    public static double Normaliser(ReadOnlySpan<float> logits, int best)
    {
        var sum = 0.0;
        foreach (var z in logits) sum += ScalarMath.Exp((double)z - logits[best]);
        return sum;
    }

    static bool Show(Network network, InputFeed feed, Samples samples, int size, int classes, Seen seen)
    {
        var rows = Math.Clamp(MostNumbers / size, 1, MostRows);
        using var mode = torch.no_grad();
        var logits = new float[Math.Min(rows, samples.Count) * classes];
        for (var start = 0; start < samples.Count; start += rows)
        {
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(rows, samples.Count - start);
            var outputs = network.Forward(feed.Batch(samples.Rows.AsSpan(start, count)));
            var chunk = logits.AsSpan(0, count * classes);
            if (network.Outputs == 1)
            {
                var half = chunk[count..];
                outputs.CopyTo(half);
                SingleOutput.Widen(half, chunk);
            }
            else
            {
                outputs.CopyTo(chunk);
            }

            for (var i = 0; i < count; i++)
            {
                var row = chunk.Slice(i * classes, classes);
                var best = 0;
                for (var c = 0; c < row.Length; c++)
                {
                    if (!float.IsFinite(row[c])) return false;
                    if (row[c] > row[best]) best = c;
                }

                seen(start + i, row, best);
            }
        }

        return true;
    }

    public delegate void Seen(int index, ReadOnlySpan<float> logits, int best);
}
