using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LossActors.Learning.Tensors;

namespace LossActors.Host.Reproduction;

/// <summary>Runs the jobs of an experiment that have no result yet, side by side on lanes.</summary>
/// <param name="arithmetic">Class of the machine's arithmetic: results of another one do not count.</param>
sealed class ExperimentRunner(JobsFile jobsFile, string arithmetic, int lanes)
{
    /// <summary>Called after each job, one at a time: jobs done, of how many, and the job.</summary>
    public Action<int, int, FinishedJob>? Progress { get; init; }

    /// <summary>What a result is kept by.</summary>
    public static string ContentKey(IExperiment experiment, string arithmetic, ExperimentJob job)
    {
        var content = $"{experiment.Name}\n{experiment.Version}\n{arithmetic}\n{job.Key}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    /// <returns>All jobs, in the experiment's order.</returns>
    /// <exception cref="OperationCanceledException">Stopped; what has finished is kept.</exception>
    public IReadOnlyList<FinishedJob> Run(IExperiment experiment, IReadOnlyList<ExperimentJob> jobs, CancellationToken stop)
    {
        if (jobs.GroupBy(j => j.Key).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"The experiment {experiment.Name} has two jobs of the key '{twice.Key}'.", nameof(jobs));
        var open = new ConcurrentQueue<ExperimentJob>(jobs.Where(j => jobsFile.Find(ContentKey(experiment, arithmetic, j)) is null));
        var done = jobs.Count - open.Count;
        var gate = new Lock();
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var faults = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Math.Min(lanes, open.Count)).Select(_ => new Thread(Work)).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (faults.FirstOrDefault(f => f is not OperationCanceledException) is { } fault) throw fault;
        stop.ThrowIfCancellationRequested();
        return [.. jobs.Select(j => jobsFile.Find(ContentKey(experiment, arithmetic, j))!)];

        void Work()
        {
            try
            {
                LaneThread.Enter();
                while (!failing.IsCancellationRequested && open.TryDequeue(out var job))
                {
                    var watch = Stopwatch.StartNew();
                    using var result = JsonDocument.Parse(job.Run(failing.Token));
                    var seconds = Math.Round(watch.Elapsed.TotalSeconds, 3);
                    var key = ContentKey(experiment, arithmetic, job);
                    var finished = new FinishedJob(key, experiment.Name, job.Key, seconds, result.RootElement.Clone());
                    jobsFile.Append(finished);
                    lock (gate) Progress?.Invoke(++done, jobs.Count, finished);
                }
            }
            catch (Exception e)
            {
                faults.Enqueue(e);
                failing.Cancel();
            }
        }
    }
}
