using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using LossActors.Persistence.Addresses;

namespace LossActors.Persistence.Nodes;

/// <summary>From a process that knows nothing but the journal to a member of its cluster.</summary>
/// <param name="now">Monotonic.</param>
public sealed class ClusterJoin(ActorSystem system, NodeTable table, Leases leases, NodeEntry me, Func<TimeSpan> now)
{
    /// <summary>How long a row may stay as it is before it counts as nobody's: several beats.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500), ToBecomeUp = TimeSpan.FromSeconds(12);
    static readonly TimeSpan BootstrapLasts = TimeSpan.FromSeconds(20);

    /// <summary>Addresses to join at once, at most: any member will do.</summary>
    const int Seeds = 5;

    readonly Cluster cluster = Cluster.Get(system);
    readonly TaskCompletionSource up = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Lists this process, so that its certificate is accepted; from now on it must beat.</summary>
    public Task Announce(CancellationToken cancel) => Patiently(() => table.List(me), cancel);

    /// <summary>
    /// After <see cref="Announce"/>. Ends when this process is a member and listed up. Waits for a database that is away.
    /// </summary>
    /// <exception cref="NotMemberException">It joined, or formed, a cluster that is none any more: the process must end.</exception>
    public async Task Run(CancellationToken cancel)
    {
        cluster.RegisterOnMemberUp(() => up.TrySetResult());
        while (!await Try(cancel).ConfigureAwait(false))
            await Task.Delay(Random.Shared.Next(300, 600), cancel).ConfigureAwait(false);
    }

    async Task<bool> Try(CancellationToken cancel)
    {
        var joining = new Joining(me.Key, Patience);
        while (true)
        {
            switch (await Look(joining, cancel).ConfigureAwait(false))
            {
                case JoinStep.Join(var nodes):
                    return await Join(nodes, cancel).ConfigureAwait(false);
                case JoinStep.Form:
                    return await Form(joining, cancel).ConfigureAwait(false);
                default:
                    await Task.Delay(BetweenLooks, cancel).ConfigureAwait(false);
                    break;
            }
        }
    }

    async Task<JoinStep> Look(Joining joining, CancellationToken cancel)
    {
        var rows = await Patiently(table.Read, cancel).ConfigureAwait(false);
        return joining.Look(rows, LocalLook.IsGone, now());
    }

    async Task<bool> Join(IReadOnlyList<NodeKey> nodes, CancellationToken cancel)
    {
        // The first of the list is never this process, so that it forms no cluster by itself.
        var seeds = nodes.Select(n => Address.Parse(n.Address)).OrderBy(_ => Random.Shared.Next()).Take(Seeds).ToList();
        cluster.JoinSeedNodes(seeds);
        if (await Task.WhenAny(up.Task, Task.Delay(ToBecomeUp, cancel)).ConfigureAwait(false) != up.Task)
        {
            cancel.ThrowIfCancellationRequested();
            system.Log.Warning(
                "Joining begins anew: {0} did not take this node in. If that lasts, see that node.port is open both ways",
                string.Join(", ", seeds.Select(s => $"{s.Host}:{s.Port}")));
            return false;
        }

        return await Patiently(() => table.Up(me.Key, Others()), cancel).ConfigureAwait(false)
            ? true : throw new NotMemberException("the cluster that it joined is listed no more");
    }

    async Task<bool> Form(Joining joining, CancellationToken cancel)
    {
        var owner = me.Key.Incarnation.Id;
        if (!await Patiently(() => leases.Acquire(Leases.Bootstrap, owner, BootstrapLasts), cancel).ConfigureAwait(false)) return false;
        if (await Look(joining, cancel).ConfigureAwait(false) is not JoinStep.Form)
        {
            await Patiently(() => leases.Release(Leases.Bootstrap, owner), cancel).ConfigureAwait(false);
            return false;
        }

        cluster.Join(cluster.SelfAddress);
        await up.Task.WaitAsync(cancel).ConfigureAwait(false);
        return await Patiently(() => table.Found(me.Key), cancel).ConfigureAwait(false)
            ? true : throw new NotMemberException("another process formed the cluster meanwhile");
    }

    IEnumerable<(string, long)> Others() => cluster.State.Members
        .Where(m => m.Address != cluster.SelfAddress).Select(m => (m.Address.ToString(), (long)m.UniqueAddress.Uid));

    async Task<T> Patiently<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await ask().ConfigureAwait(false);
            }
            catch (JournalException e) when (e.MayPass)
            {
                system.Log.Warning("Joining waits: {0}", e.Message);
                await Task.Delay(BetweenLooks, cancel).ConfigureAwait(false);
            }
        }
    }

    Task<bool> Patiently(Func<Task> ask, CancellationToken cancel) => Patiently(
        async () =>
        {
            await ask().ConfigureAwait(false);
            return true;
        },
        cancel);
}
