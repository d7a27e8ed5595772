using System.Diagnostics;
using System.Text;
using LossActors.Learning.Training;

namespace LossActors.Cluster.Bench;

/// <summary>A card that only waits, and scores a loss by a hash of its text. Concurrency: one lane writes, anyone adds up.</summary>
sealed class WaitingEvaluator(TimeSpan job) : IEvaluator
{
    const int Points = 1000;

    readonly Lock gate = new();
    readonly List<long> starts = [];

    public EvaluationResult Evaluate(EvaluationRequest request, Action<long> onStep, CancellationToken cancellation)
    {
        lock (gate) starts.Add(Stopwatch.GetTimestamp());
        if (cancellation.WaitHandle.WaitOne(job)) throw new EvaluationInterruptedException(cancellation);
        onStep(1);
        var hash = System.IO.Hashing.XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(request.Genome));
        return new Scored([new TrainingOutcome(new Tally(300 + (int)(hash % 400), Points), 1)], 1, 1);
    }

    /// <summary>Seconds of jobs between two timestamps. What a wait took longer than the job counts as idle.</summary>
    public double Busy(long from, long to)
    {
        var length = (long)(job.TotalSeconds * Stopwatch.Frequency);
        lock (gate) return starts.Sum(s => Math.Max(0, Math.Min(s + length, to) - Math.Max(s, from))) / (double)Stopwatch.Frequency;
    }
}
