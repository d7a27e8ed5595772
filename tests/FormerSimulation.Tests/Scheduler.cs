using System.Runtime.CompilerServices;

namespace LossActors.FormerSimulation.Tests;

/// <summary>The one owner of virtual time: a queue of things to do, run one after the other on one thread.</summary>
sealed class Scheduler
{
    readonly PriorityQueue<(Machine? On, Action Do), (long At, long Order)> queue = new();
    long order;

    /// <summary>True time since the start of the simulation.</summary>
    public TimeSpan Now { get; private set; }

    public long Events { get; private set; }

    /// <param name="on">What happens on a machine that has crashed does not happen; on one that stands still, it happens later.</param>
    public void After(TimeSpan delay, Machine? on, Action act) => queue.Enqueue((on, act), ((Now + delay).Ticks, ++order));

    /// <summary>False when there is nothing left to do.</summary>
    public bool Step()
    {
        if (!queue.TryDequeue(out var next, out var due)) return false;
        Now = TimeSpan.FromTicks(Math.Max(Now.Ticks, due.At));
        if (next.On is { } machine)
        {
            if (machine.Crashed) return true;
            if (machine.StandsStillUntil > Now)
            {
                queue.Enqueue(next, (machine.StandsStillUntil.Ticks, due.Order));
                return true;
            }
        }

        Events++;
        next.Do();
        return true;
    }

    public Pause Wait(TimeSpan delay, Machine? on) => new(this, delay, on);

    /// <summary>Awaited: goes on after a delay of virtual time.</summary>
    public readonly struct Pause(Scheduler scheduler, TimeSpan delay, Machine? on) : INotifyCompletion
    {
        public bool IsCompleted => false;

        public Pause GetAwaiter() => this;

        public void GetResult()
        {
        }

        public void OnCompleted(Action continuation) => scheduler.After(delay, on, continuation);
    }
}
