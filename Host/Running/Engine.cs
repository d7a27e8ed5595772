using System.Text;
using LossActors.Actors;
using LossActors.Actors.Devices;
using LossActors.Actors.Islands;

using LossActors.Actors.Runs;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging;

namespace LossActors.Host.Running;

/// <summary>
/// One process's share of the work: a node that hosts actors, and devices that train. Three kinds of threads: the lease's, the
/// node's loop, and the devices' lanes; they meet in the store alone.
/// </summary>
sealed class Engine(IStore store, EngineOptions options, IReadOnlyList<DeviceActor> devices, Membership membership, TimeProvider time, ILoggerFactory logs)
{
    readonly ILogger log = logs.CreateLogger("node");
    readonly HashSet<RunId> classOffered = [];

    public IReadOnlyList<DeviceActor> Devices => devices;

    public int Lanes => devices.Sum(d => d.Options.Lanes);

    /// <summary>Works until stopped, then hands everything over and leaves.</summary>
    /// <exception cref="JournalException">The journal refuses for good: full disk, damage.</exception>
    /// <exception cref="DeviceFailedException">No device is left that could go on.</exception>
    public async Task Run(CancellationToken stop)
    {
        await membership.Join();
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lease = StartLease(stopping);
        var node = new Node(
            store, membership, options.Membership, new ActorCells(store, new NodeTurnIds(membership.Me.Id.Value), new GeneticBreeder()),
            LocalProcess.IsGone, time, log);
        Task[] working = [Loop(node, stopping.Token), Devote(stopping)];
        Exception? failure = null;
        try
        {
            await await Task.WhenAny([.. working, lease]);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            failure = e;
        }

        await stopping.CancelAsync();
        foreach (var task in working.Append(lease))
        {
            try
            {
                await task;
            }
            catch (OperationCanceledException)
            {
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        }

        await LeaveQuietly(node);
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    async Task Loop(Node node, CancellationToken stop)
    {
        long? looked = null;
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var seen = store.Hint;
            try
            {
                if (looked is null || time.GetElapsedTime(looked.Value) >= options.Membership.Poll)
                {
                    await OfferClass();
                    if (!options.HostsActors && await IsDrained()) return;
                    looked = time.GetTimestamp();
                }

                var moved = options.HostsActors && await node.Pass();
                if (node.IsLeaving && await IsDrained()) return;
                if (moved) continue;
            }
            catch (JournalException e) when (e.Fault == JournalFault.Unreachable)
            {
                log.LogWarning("The journal is out of reach; work goes on when it is back: {Reason}", e.Message);
            }

            await store.WaitForHint(seen, node.Patience, stop);
        }
    }

    async ValueTask<bool> IsDrained()
    {
        if ((await store.Nodes()).FirstOrDefault(n => n.Info.Id == membership.Me.Id)?.State != NodeState.Leaving) return false;
        log.LogInformation("This node was drained: it hands over and leaves");
        return true;
    }

    /// <summary>Runs every device; one that fails leaves the work to the others.</summary>
    async Task Devote(CancellationTokenSource stopping)
    {
        var tasks = devices.Select(d => d.Run(stopping.Token)).ToList();
        DeviceFailedException? last = null;
        foreach (var task in tasks)
        {
            try
            {
                await task;
            }
            catch (DeviceFailedException e)
            {
                last = e;
            }
        }

        if (last is not null && !stopping.IsCancellationRequested) throw last;
        if (devices.Count == 0) await Task.Delay(Timeout.InfiniteTimeSpan, time, stopping.Token);
    }

    /// <summary>Names this node's arithmetic class to every running run that has none, and tells each run its class.</summary>
    async ValueTask OfferClass()
    {
        if (devices.Count == 0) return;
        foreach (var run in await store.Runs())
        {
            if (run.State != RunState.Running || !options.Serves(run.Id) || classOffered.Contains(run.Id)) continue;
            var own = devices[0].Options.ArithmeticClass;
            var agreed = run.ArithmeticClass ?? await store.OfferClass(run.Id, own);
            await store.Post(new ActorId(run.Id, RunDecisions.Name), RunDecisions.ClassMessage, RunDecisions.ClassMessage, Encoding.UTF8.GetBytes(agreed));
            // Only now: an offer that an outage cut short is made again.
            classOffered.Add(run.Id);
            if (devices.All(d => d.Options.ArithmeticClass != agreed))
                log.LogWarning(
                    "Run {Run} needs arithmetic class {Agreed}, this machine's devices are of class {Own}: they wait. Start the run anew with evaluation.arithmetic = portable to use both kinds",
                    run.Name, agreed[..Math.Min(8, agreed.Length)], own[..Math.Min(8, own.Length)]);
        }
    }

    Task StartLease(CancellationTokenSource stopping)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                KeepLease(stopping.Token);
                ended.SetResult();
            }
            catch (Exception e)
            {
                ended.SetException(e);
            }
        })
        { IsBackground = true, Name = "lease", Priority = ThreadPriority.AboveNormal }.Start();
        return ended.Task;
    }

    void KeepLease(CancellationToken stop)
    {
        while (!stop.WaitHandle.WaitOne(options.Membership.Renewal))
        {
            try
            {
                if (membership.Renew().AsTask().GetAwaiter().GetResult()) continue;
                log.LogWarning("This node was declared dead after a stall; it joins again under a new id");
                membership.Join().AsTask().GetAwaiter().GetResult();
            }
            catch (JournalException e) when (e.Fault == JournalFault.Unreachable)
            {
                log.LogWarning("The lease could not be renewed: {Reason}", e.Message);
            }
        }
    }

    async ValueTask LeaveQuietly(Node node)
    {
        try
        {
            await node.ReleaseAll();
            await membership.Leave();
        }
        catch (JournalException e)
        {
            log.LogWarning("This node could not sign off; its lease ends by itself: {Reason}", e.Message);
        }
    }
}
