using Akka.Actor;
using Akka.Coordination;
using Akka.Event;
using LossActors.Persistence.Addresses;

namespace LossActors.Persistence.Nodes;

/// <summary>
/// The split-brain resolver's lease: granted only to a process whose row is up. <see cref="Acquire()"/> completes only with the
/// database's own yes or no, and is pending while it cannot be asked: the resolver takes a failed one as an order to down its own side,
/// so one node lost during an outage would end the whole cluster.
/// </summary>
#pragma warning disable CA1001 // A semaphore without a wait handle has nothing to give back.
public sealed class SqlLease : Lease
#pragma warning restore CA1001
{
    /// <summary>Between two tries to ask a database that is away.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly Leases leases;
    readonly NodeKey me;
    readonly TimeProvider time;
    readonly ILoggingAdapter log;
    readonly Task ended;
    readonly SemaphoreSlim one = new(1, 1);
    Action<Exception?>? lost;
    ITimer? heartbeat;
    long renewed;
    volatile bool held;

    public SqlLease(LeaseSettings settings, ExtendedActorSystem system)
        : this(
            settings, new Leases(NodeSetup.Of(system).Database),
            new(system.Provider.DefaultAddress.ToString(), NodeSetup.Of(system).Incarnation),
            TimeProvider.System, system.Log, system.WhenTerminated)
    {
    }

    internal SqlLease(LeaseSettings settings, Leases leases, NodeKey me, TimeProvider time, ILoggingAdapter log, Task ended)
        : base(settings) => (this.leases, this.me, this.time, this.log, this.ended) = (leases, me, time, log, ended);

    TimeSpan Lasts => Settings.TimeoutSettings.HeartbeatTimeout;

    public override Task<bool> Acquire() => Acquire(_ => { });

    public override async Task<bool> Acquire(Action<Exception?> leaseLostCallback)
    {
        await one.WaitAsync().ConfigureAwait(false);
        try
        {
            lost = leaseLostCallback;
            var began = time.GetTimestamp();
            while (true)
            {
                try
                {
                    began = time.GetTimestamp();
                    held = await leases.Acquire(Settings.LeaseName, Settings.OwnerName, Lasts, me).ConfigureAwait(false);
                    break;
                }
                catch (JournalException e) when (!ended.IsCompleted)
                {
                    log.Warning("The lease {0} waits: {1}", Settings.LeaseName, e.Message);
                    await Task.WhenAny(ended, Task.Delay(Pause, time)).ConfigureAwait(false);
                }
            }

            if (!held) return false;
            Volatile.Write(ref renewed, began);
            var interval = Settings.TimeoutSettings.HeartbeatInterval;
            heartbeat ??= time.CreateTimer(_ => _ = Renew(), null, interval, interval);
            return true;
        }
        finally
        {
            one.Release();
        }
    }

    public override async Task<bool> Release()
    {
        await one.WaitAsync().ConfigureAwait(false);
        try
        {
            End();
            await leases.Release(Settings.LeaseName, Settings.OwnerName).ConfigureAwait(false);
            return true;
        }
        catch (JournalException e)
        {
            // It ends by itself.
            log.Warning("The lease {0} was not given back: {1}", Settings.LeaseName, e.Message);
            return false;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>
    /// By this process's monotonic clock, counted from before the database was asked: never longer than the database thinks.
    /// </summary>
    public override bool CheckLease() => held && time.GetElapsedTime(Volatile.Read(ref renewed)) < Lasts;

    /// <summary>One failed heartbeat gives up nothing while the lease lasts.</summary>
    async Task Renew()
    {
        if (!await one.WaitAsync(0).ConfigureAwait(false)) return;
        Exception? why = null;
        var isLost = false;
        try
        {
            if (!held) return;
            var began = time.GetTimestamp();
            if (await leases.Renew(Settings.LeaseName, Settings.OwnerName, Lasts).ConfigureAwait(false))
                Volatile.Write(ref renewed, began);
            else
                isLost = true;
        }
        catch (JournalException e)
        {
            (why, isLost) = (e, !CheckLease());
        }
        finally
        {
            if (isLost) End();
            one.Release();
        }

        if (isLost) lost?.Invoke(why);
    }

    void End()
    {
        held = false;
        heartbeat?.Dispose();
        heartbeat = null;
    }
}
