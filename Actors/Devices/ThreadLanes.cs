using System.Collections.Concurrent;
using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Actors.Devices;

/// <summary>
/// Lanes of this process: each a background thread of its own with an evaluator of its own, which lives for many trainings.
/// </summary>
/// <remarks>Concurrency: <see cref="Start"/>, <see cref="Cancel"/> and <see cref="Dispose"/> from one caller at a time.</remarks>
public sealed class ThreadLanes : ILanes
{
    readonly BlockingCollection<Job> jobs = [];
    readonly ConcurrentDictionary<EvaluationKey, CancellationTokenSource> running = [];
    readonly Func<IEvaluator> newEvaluator, newIsolated;
    readonly Action<LaneOutcome> report;
    readonly TimeProvider time;

    /// <param name="newEvaluator">Makes a lane's evaluator, when the lane trains first.</param>
    /// <param name="newIsolated">Makes one that trains in a child process.</param>
    /// <param name="report">Called on the lane's thread.</param>
    public ThreadLanes(
        DeviceOptions options, Func<IEvaluator> newEvaluator, Func<IEvaluator> newIsolated, Action<LaneOutcome> report, TimeProvider time)
    {
        (this.newEvaluator, this.newIsolated) = (options.IsIsolated ? newIsolated : newEvaluator, newIsolated);
        (this.report, this.time) = (report, time);
        for (var lane = 0; lane < options.Lanes; lane++)
            new Thread(Serve) { IsBackground = true, Name = $"{options.Name} lane {lane}" }.Start();
    }

    public void Start(EvaluationKey key, EvaluationRequest request, bool alone)
    {
        var cancellation = running[key] = new CancellationTokenSource();
        jobs.Add(new Job(key, request, alone, cancellation.Token));
    }

    public void Cancel(EvaluationKey key)
    {
        if (running.TryGetValue(key, out var cancellation)) cancellation.Cancel();
    }

    /// <summary>Cancels what runs. Lanes end by themselves.</summary>
    public void Dispose()
    {
        foreach (var cancellation in running.Values) cancellation.Cancel();
        jobs.CompleteAdding();
    }

    void Serve()
    {
        IEvaluator? own = null;
        try
        {
            foreach (var job in jobs.GetConsumingEnumerable())
            {
                var outcome = Run(job, ref own);
                // Only the token's source is let go: a cancelled token is still read by whoever got it.
                running.TryRemove(job.Key, out _);
                report(outcome);
            }
        }
        finally
        {
            (own as IDisposable)?.Dispose();
        }
    }

    LaneOutcome Run(Job job, ref IEvaluator? own)
    {
        IEvaluator? alone = null;
        try
        {
            job.Cancellation.ThrowIfCancellationRequested();
            var evaluator = job.Alone ? alone = newIsolated() : own ??= newEvaluator();
            var started = time.GetTimestamp();
            var result = evaluator.Evaluate(job.Request, static _ => { }, job.Cancellation);
            return new TrainingEnded(job.Key, new CanonicalJson(result.ToJson()), time.GetElapsedTime(started).TotalSeconds);
        }
        catch (OperationCanceledException) when (job.Cancellation.IsCancellationRequested)
        {
            return new TrainingInterrupted(job.Key);
        }
        catch (EvaluatorDiedException e)
        {
            return new TrainingDied(job.Key, e.Message);
        }
        catch (Exception e)
        {
            return new TrainingFailed(job.Key, e.Message);
        }
        finally
        {
            (alone as IDisposable)?.Dispose();
        }
    }

    sealed record Job(EvaluationKey Key, EvaluationRequest Request, bool Alone, CancellationToken Cancellation);
}
