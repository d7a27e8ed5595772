using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Cluster.Bench;

/// <summary>Lanes that only wait, and score a loss by a hash of its text.</summary>
sealed class WaitingLanes(TimeSpan job, LaneTimes times, Action<LaneOutcome> report) : ILanes
{
    const int Points = 1000;

    readonly ConcurrentDictionary<EvaluationKey, CancellationTokenSource> running = [];

    public static CanonicalJson Result(string genome)
    {
        var hash = XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(genome));
        var correct = 300 + (int)(hash % 400);
        return new CanonicalJson(new Scored([new TrainingOutcome(new Tally(correct, Points), 1.5)], 1000, 1_000_000).ToJson());
    }

    public void Start(EvaluationKey key, EvaluationRequest request, bool alone)
    {
        var cancel = running[key] = new CancellationTokenSource();
        _ = Train(key, request, cancel.Token);
    }

    public void Cancel(EvaluationKey key)
    {
        if (running.TryGetValue(key, out var cancel)) cancel.Cancel();
    }

    public void Dispose()
    {
        foreach (var cancel in running.Values) cancel.Cancel();
    }

    async Task Train(EvaluationKey key, EvaluationRequest request, CancellationToken cancel)
    {
        times.Started();
        await Task.Delay(job, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        running.TryRemove(key, out _);
        report(cancel.IsCancellationRequested
            ? new TrainingInterrupted(key) : new TrainingEnded(key, Result(request.Genome), job.TotalSeconds));
        if (!cancel.IsCancellationRequested) times.Ended();
    }
}

/// <summary>When trainings began, and how many ended. Concurrency: any.</summary>
sealed class LaneTimes(TimeSpan job)
{
    readonly Lock gate = new();
    readonly List<long> starts = [];
    long ends;

    public long Trainings => Interlocked.Read(ref ends);

    public void Started()
    {
        lock (gate) starts.Add(Stopwatch.GetTimestamp());
    }

    public void Ended() => Interlocked.Increment(ref ends);

    /// <summary>Seconds of jobs between two timestamps. What a wait took longer than the job counts as idle.</summary>
    public double Busy(long from, long to)
    {
        var length = (long)(job.TotalSeconds * Stopwatch.Frequency);
        lock (gate) return starts.Sum(s => Math.Max(0, Math.Min(s + length, to) - Math.Max(s, from))) / (double)Stopwatch.Frequency;
    }
}
