namespace LossActors.FormerPersistence;

/// <summary>The counter behind <see cref="IStore.Hint"/> and those who wait for it.</summary>
sealed class HintSignal(TimeProvider time)
{
    readonly Lock gate = new();
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    long value;
    int waiting;

    public long Value => Interlocked.Read(ref value);

    public bool Awaited => Volatile.Read(ref waiting) > 0;

    public void Raise()
    {
        TaskCompletionSource told;
        lock (gate)
        {
            value++;
            told = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        told.TrySetResult();
    }

    public async Task Wait(long seen, TimeSpan atMost, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Task next;
        lock (gate)
        {
            if (value != seen)
                return;
            next = changed.Task;
        }

        Interlocked.Increment(ref waiting);
        await next.WaitAsync(atMost, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref waiting);
        stop.ThrowIfCancellationRequested();
    }
}
