using LossActors.Actors.Devices;

using LossActors.Actors.Runs;
using LossActors.Host.RunFiles;
using LossActors.Host.Terminal;
using LossActors.FormerPersistence;
using Microsoft.Extensions.Logging;

namespace LossActors.Host.Running;

/// <summary>How a start of the program came to its end.</summary>
enum StopReason
{
    Ended,
    Time,
    Interrupted,
    Stuck,
}

/// <summary>Works for one run until it ends, its time is up, or someone interrupts, and shows how it goes.</summary>
sealed class RunSession(IStore store, RunRecord run, NodeSettings node, DeviceSet deviceSet, TimeProvider time, ILoggerFactory logs)
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);

    public RunView View { get; } = new(store, run);

    /// <summary>What is wrong when the session ended <see cref="StopReason.Stuck"/>.</summary>
    public string? Trouble { get; private set; }

    public DeviceStatistics Training { get; private set; } = new(0, 0, 0, 0, 0);

    public int Lanes { get; private set; }

    public async Task<StopReason> Run(IRunDisplay display, TimeSpan? atMost, CancellationToken interrupt)
    {
        await store.Unpark(run.Id);
        await View.Refresh();
        if (View.Run.State == RunState.Ended) return StopReason.Ended;
        if (View.Run.State == RunState.Paused) await store.SetRunState(run.Id, RunState.Running);

        Membership? membership = null;
        var devices = await deviceSet.Open(store, () => membership!.Me.Id, time, logs);
        var options = new EngineOptions(node.Membership, run.Id, node.Actors);
        membership = new Membership(store, () => DeviceSet.Describe(devices, run.Id, node.Actors), options.Membership, time);
        var engine = new Engine(store, options, devices, membership, time, logs);
        Lanes = engine.Lanes;

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        var started = time.GetTimestamp();
        var working = Task.Run(() => engine.Run(stop.Token), CancellationToken.None);
        StopReason? reason = null;
        while (reason is null && !working.IsCompleted)
        {
            await Task.WhenAny(working, Task.Delay(Look, time, CancellationToken.None));
            await View.Refresh();
            Training = Sum(devices);
            display.Show(View, Training, Lanes, time.GetElapsedTime(started));
            reason = interrupt.IsCancellationRequested ? StopReason.Interrupted
                : View.Run.State == RunState.Ended ? StopReason.Ended
                : time.GetElapsedTime(started) >= atMost ? StopReason.Time
                : await IsStuck() ? StopReason.Stuck
                : null;
        }

        await stop.CancelAsync();
        try
        {
            await working;
        }
        catch (DeviceFailedException e) when (e.InnerException is not Learning.Data.DataSetException)
        {
            (reason, Trouble) = (StopReason.Stuck, e.Message);
        }

        Training = Sum(devices);
        await View.Refresh();
        return reason ?? StopReason.Interrupted;
    }

    async ValueTask<bool> IsStuck()
    {
        var parked = (await store.Actors(run.Id)).FirstOrDefault(a => a.Status == ActorStatus.Parked);
        Trouble = parked is null ? null : $"{parked.Id.Name} is parked: {parked.Reason}";
        return parked is not null;
    }

    static DeviceStatistics Sum(IReadOnlyList<DeviceActor> devices) => devices.Select(d => d.Statistics).Aggregate(
        new DeviceStatistics(0, 0, 0, 0, 0),
        (sum, d) => new DeviceStatistics(
            sum.Busy + d.Busy, sum.Evaluations + d.Evaluations, sum.TrainingSeconds + d.TrainingSeconds, sum.Audited + d.Audited,
            sum.Nondeterministic + d.Nondeterministic));
}
