namespace LossActors.FormerPersistence.InMemory;

/// <summary>
/// The contract in its simplest form: everything in dictionaries under one lock. Every call completes synchronously on the caller's
/// thread, so that a simulation of a whole cluster on one thread is deterministic. Nothing survives the process.
/// </summary>
/// <param name="time">The store's clock.</param>
/// <param name="hook">Called around each write.</param>
public sealed partial class InMemoryStore(TimeProvider? time = null, WriteHook? hook = null) : IStore
{
    readonly TimeProvider time = time ?? TimeProvider.System;
    readonly HintSignal hint = new(time ?? TimeProvider.System);
    readonly Lock gate = new();
    long writes;

    public long Hint => hint.Value;

    public Task WaitForHint(long seen, TimeSpan atMost, CancellationToken stop) => hint.Wait(seen, atMost, stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    ValueTask<T> Read<T>(Func<T> query)
    {
        lock (gate)
            return new(query());
    }

    /// <param name="needed">False: there is nothing to do, and the call is no write.</param>
    /// <param name="quiet">No one waits for this change.</param>
    ValueTask<T> Write<T>(Func<T> change, Func<bool>? needed = null, T nothing = default!, bool quiet = false)
    {
        lock (gate)
        {
            try
            {
                if (needed is not null && !needed())
                    return new(nothing);
                var number = ++writes;
                hook?.Invoke(number, WriteMoment.Before);
                var result = change();
                if (!quiet)
                    hint.Raise();
                hook?.Invoke(number, WriteMoment.After);
                return new(result);
            }
            catch (Exception e)
            {
                return ValueTask.FromException<T>(e);
            }
        }
    }

    async ValueTask Write(Action change) =>
        await Write(() =>
        {
            change();
            return true;
        });
}
