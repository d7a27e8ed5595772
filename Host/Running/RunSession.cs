using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;
using LossActors.Host.Nodes;
using LossActors.Host.RunFiles;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Reading;
using LossActors.Persistence.Views;

namespace LossActors.Host.Running;

/// <summary>How a start of the program came to its end.</summary>
enum StopReason
{
    Ended,
    Time,
    Interrupted,
    Stuck,
}

/// <summary>Works for one run or comparison until it ends, its time is up, or someone interrupts, and shows how it goes.</summary>
/// <param name="founding">What founds it where the journal does not have it; null: it is there.</param>
sealed class RunSession(WorkPlace place, TrialView view, Founding? founding)
{
    /// <summary>What to do on a machine without a lane.</summary>
    public const string NoLane = "set devices.cpu.lanes, or start a node that has some on the same journal";

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);

    readonly ParkedTable parked = new(place.Journal);
    DeviceStatistics earlier = new(0, 0, 0), current = new(0, 0, 0);

    public TrialView View => view;

    /// <summary>What is wrong when the session ended <see cref="StopReason.Stuck"/>.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Of all lives of this process.</summary>
    public DeviceStatistics Training => new(
        current.Busy, earlier.Evaluations + current.Evaluations, earlier.TrainingSeconds + current.TrainingSeconds);

    public int Lanes { get; private set; }

    public async Task<StopReason> Run(IRunDisplay display, TimeSpan? atMost, CancellationToken interrupt)
    {
        await view.Refresh();
        if (view.HasEnded) return StopReason.Ended;
        await Unpark();
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await using var node = await place.Begin(Service.Only(view.Id), interrupt);
                Lanes = node.Lanes;
                if (Lanes == 0) Serilog.Log.Warning("This machine has no lane, and trains nothing: {Remedy}", NoLane);
                await Found(node, interrupt);
                if (await Watch(node, display, started, atMost, interrupt) is { } reason) return reason;
            }
            catch (NotMemberException)
            {
                // Removed before the founding was answered: another life begins.
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                await view.Refresh();
                return StopReason.Interrupted;
            }
        }
    }

    /// <returns>Null: this life was removed from the cluster, and another may begin.</returns>
    async Task<StopReason?> Watch(ClusterNode node, IRunDisplay display, long started, TimeSpan? atMost, CancellationToken interrupt)
    {
        while (true)
        {
            await Task.WhenAny(node.Ended, Task.Delay(Look, interrupt));
            if (node.Ended.IsFaulted) await node.Ended;
            await Refresh(node);
            var elapsed = TimeProvider.System.GetElapsedTime(started);
            display.Show(view, Training, Lanes, elapsed);
            StopReason? reason = interrupt.IsCancellationRequested ? StopReason.Interrupted
                : view.HasEnded ? StopReason.Ended
                : elapsed >= atMost ? StopReason.Time
                : await IsStuck(node) ? StopReason.Stuck
                : node.Ended.IsCompletedSuccessfully && await node.Ended == NodeEnd.Drained ? StopReason.Interrupted
                : null;
            if (reason is null && !node.Ended.IsCompleted) continue;
            await node.Leave();
            await Refresh(node);
            earlier = Training with { Busy = 0 };
            current = new(0, 0, 0);
            return reason;
        }
    }

    async Task Refresh(ClusterNode node)
    {
        try
        {
            await view.Refresh();
            if (!node.Ended.IsCompleted) current = await node.Statistics();
        }
        catch (JournalException e) when (e.MayPass)
        {
            // The log says so; what was seen last stays.
        }
        catch (Akka.Actor.AskTimeoutException)
        {
            // The node is ending.
        }
    }

    async Task Found(ClusterNode node, CancellationToken interrupt)
    {
        if (founding is not null) await Foundings.Found(node, founding, interrupt);

        await WorkPlace.OnceThere(
            async () =>
            {
                await view.Refresh();
                return view;
            },
            interrupt);
        if (view.IsPaused) await node.Ask<PauseAnswer>(view.Id, new SetPaused(false, view.PauseChanges), interrupt);
        node.Wake(view.Id);
    }

    /// <summary>What was parked may be mended: it is tried again.</summary>
    async Task Unpark()
    {
        foreach (var one in await Parked()) await parked.Unpark(one.PersistenceId);
    }

    async Task<bool> IsStuck(ClusterNode node)
    {
        if (node.DevicesFailed.IsCompleted) Trouble = string.Join("; ", node.DeviceFailures);
        try
        {
            if ((await Parked()).FirstOrDefault() is { } one) Trouble = $"{one.PersistenceId} is parked: {one.Reason}";
        }
        catch (JournalException e) when (e.MayPass)
        {
            // Told when it can be read.
        }

        return Trouble is not null;
    }

    async Task<IEnumerable<Parked>> Parked() => (await parked.Read()).Where(p => EntityId.Parse(p.PersistenceId) switch
    {
        IslandId island => new RunId(island.Run) == view.Id,
        EvaluationId => true,
        var other => other == view.Id,
    });
}
