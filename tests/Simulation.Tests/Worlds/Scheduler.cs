namespace LossActors.Simulation.Tests.Worlds;

/// <summary>The one owner of virtual time: a queue of things to do, run one after the other on one thread.</summary>
sealed class Scheduler
{
    readonly PriorityQueue<Action, (long At, long Order)> queue = new();
    long order;

    /// <summary>True time since the start of the simulation.</summary>
    public TimeSpan Now { get; private set; }

    public long Events { get; private set; }

    public void After(TimeSpan delay, Action act) => queue.Enqueue(act, ((Now + delay).Ticks, ++order));

    /// <summary>False when there is nothing left to do.</summary>
    public bool Step()
    {
        if (!queue.TryDequeue(out var act, out var due)) return false;
        Now = TimeSpan.FromTicks(due.At);
        Events++;
        act();
        return true;
    }
}
