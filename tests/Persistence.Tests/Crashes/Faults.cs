using System.Collections.Immutable;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Akka.Persistence.Sql.Journal;
using LossActors.Actors.Entities;
using LossActors.Actors.Runs;

namespace LossActors.Persistence.Tests.Crashes;

/// <summary>What becomes of a write.</summary>
enum Fault
{
    None,

    /// <summary>The process ends; the write is not on record.</summary>
    CrashBefore,

    /// <summary>The write is on record, and its writer hears that it failed.</summary>
    ReplyLost,
}

/// <summary>What becomes of each write of a process, counted from 1, and how the process ended.</summary>
sealed class Faults(Func<int, Fault> plan)
{
    readonly TaskCompletionSource alone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource<bool> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int writes;

    /// <summary>True: the run is on record as ended. False: the process crashed before.</summary>
    public Task<bool> Ended => ended.Task;

    public int Writes => writes;

    /// <summary>Why an entity stands still, where one said so.</summary>
    public string? Complaint { get; private set; }

    public void Complain(string why) => Complaint = why;

    public Fault Next() => ended.Task.IsCompleted ? Fault.CrashBefore : plan(Interlocked.Increment(ref writes));

    public void End(bool runEnded) => ended.TrySetResult(runEnded);

    /// <summary>All actors of the process are gone.</summary>
    public void NobodyHears() => alone.TrySetResult();

    /// <summary>The process ends now; returns when it has.</summary>
    public Task Crash()
    {
        End(runEnded: false);
        return alone.Task;
    }
}

/// <summary>The faults of the life under way.</summary>
sealed class FaultSetup : Setup
{
    public Faults Now { get; set; } = new(_ => Fault.None);
}

/// <summary>The real journal, whose writes may end the process.</summary>
public sealed class FaultyJournal(Config config) : SqlWriteJournal(config)
{
    readonly FaultSetup faults = Context.System.Settings.Setup.Get<FaultSetup>().Value;

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(
        IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var (writes, life) = (messages.ToList(), faults.Now);
        var fault = life.Next();
        if (fault == Fault.CrashBefore)
        {
            await life.Crash();
            throw new TimeoutException("Nobody hears this.");
        }

        var written = await base.WriteMessagesAsync(writes, cancellationToken);
        if (writes.SelectMany(w => (IEnumerable<IPersistentRepresentation>)w.Payload).Any(p => p.Payload is Journaled { Event: RunEnded }))
            life.End(runEnded: true);
        return fault == Fault.ReplyLost ? throw new TimeoutException("The reply was lost.") : written;
    }
}
