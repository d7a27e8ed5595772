using System.Collections.Concurrent;
using LossActors.Genetics.Numerics;
using LossActors.Genetics.Randomness;

namespace LossActors.Genetics.Screening;

/// <summary>
/// Fixed samples at which bodies are judged: the uniform prediction first, then predictions from vague to sure, right and wrong, with
/// every probability at least 10⁻³ (for many classes a tenth of 1/C).
/// </summary>
sealed class ProbePoints
{
    const int Most = 64;

    // Numbers in a fingerprint beside which more classes mean fewer points.
    const int Entries = 2560;

    const ulong Seed = 0x4C6F7373;

    static readonly ConcurrentDictionary<int, ProbePoints> Known = [];

    ProbePoints(int classes)
    {
        var count = Math.Clamp(Entries / classes, 8, Most);
        Logits = new double[count][];
        Targets = new double[count][];
        var floor = Math.Min(1e-3, 0.1 / classes);
        for (var i = 0; i < count; i++)
        {
            var draws = Philox.Stream(Seed, (uint)classes, (uint)i, Purpose.Probing);
            var spread = i == 0 ? 0 : 0.5 * (1 + i % 8);
            var weights = new double[classes];
            var total = 0.0;
            for (var j = 0; j < classes; j++) total += weights[j] = ScalarMath.Exp(spread * draws.NextNormal());
            var offset = i == 0 ? 0 : draws.NextNormal();
            Logits[i] = new double[classes];
            for (var j = 0; i > 0 && j < classes; j++)
                Logits[i][j] = ScalarMath.Log(floor + (1 - classes * floor) * weights[j] / total) + ScalarMath.Log(classes) + offset;
            Targets[i] = new double[classes];
            // Every other point is of the class that the prediction favours, as in a network that has learnt something.
            Targets[i][i % 2 == 1 ? weights.AsSpan().IndexOf(weights.Max()) : draws.NextInt(classes)] = 1;
        }
    }

    /// <summary>[points][classes]</summary>
    public double[][] Logits { get; }

    /// <summary>[points][classes], one-hot.</summary>
    public double[][] Targets { get; }

    public static ProbePoints For(int classes) => Known.GetOrAdd(classes, c => new(c));
}
