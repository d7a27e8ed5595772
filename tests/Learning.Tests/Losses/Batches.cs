using System.Numerics;

namespace LossActors.Learning.Tests.Losses;

/// <summary>Logits [batch, classes] and targets [batch] drawn from a seed.</summary>
sealed record Batch<T>(int Classes, T[] Logits, long[] Targets) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static Batch<T> Draw(Random random, int samples, int classes, double scale = 3)
    {
        var logits = new T[samples * classes];
        for (var i = 0; i < logits.Length; i++)
            logits[i] = T.CreateChecked(
                scale * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        var targets = new long[samples];
        for (var i = 0; i < samples; i++) targets[i] = random.Next(classes);
        return new(classes, logits, targets);
    }

    public int Samples => Targets.Length;

    public ReadOnlySpan<T> Row(int sample) => Logits.AsSpan(sample * Classes, Classes);
}
