using Akka.Actor;
using Akka.Cluster;
using Akka.Hosting;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Host.Configuration;
using LossActors.Persistence.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LossActors.Host.Nodes;

/// <summary>How a node's life ended.</summary>
enum NodeEnd
{
    /// <summary>By <see cref="ClusterNode.Leave"/>.</summary>
    Left,

    /// <summary>Somebody wished it to leave.</summary>
    Drained,

    /// <summary>The others went on without it, after a stall or a cut: a new life may begin.</summary>
    Removed,
}

/// <summary>One life of this process in its journal's cluster, from joining to leaving.</summary>
sealed class ClusterNode : IAsyncDisposable
{
    static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2), ToLeave = TimeSpan.FromSeconds(10);

    readonly NodeOptions options;
    readonly NodeLife life;
    readonly IHost host;
    readonly ActorSystem system;
    readonly CancellationTokenSource ending = new();
    readonly TaskCompletionSource<NodeEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource devicesFailed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<IActorRef> devices = [];
    readonly List<string> failures = [];
    readonly Lock one = new();
    IReadOnlyList<OfferedDevice> offered = [];
    Task beating = Task.CompletedTask;
    int leaving;

    ClusterNode(NodeOptions options, NodeLife life, IHost host, ActorSystem system)
    {
        (this.options, this.life, this.host, this.system) = (options, life, host, system);
        Regions = new EntityRegions(ActorRegistry.For(system));
    }

    public IEntityRegions Regions { get; }

    public Incarnation Process => life.Process;

    public int Lanes => offered.Sum(d => d.Lanes);

    public bool HostsActors => options.HostsActors;

    /// <summary>Ends when every device of this process has failed.</summary>
    public Task DevicesFailed => devicesFailed.Task;

    /// <summary>Fails where the journal refuses for good what this node writes, such as on a full disk.</summary>
    public Task<NodeEnd> Ended => ended.Task;

    /// <summary>Why each device that failed did.</summary>
    public IReadOnlyList<string> DeviceFailures
    {
        get
        {
            lock (one) return [.. failures];
        }
    }

    /// <summary>Starts an actor system, joins the cluster of the journal or forms it, and returns when this node is a member.</summary>
    /// <exception cref="NotMemberException">The cluster went on without it meanwhile: try again.</exception>
    public static async Task<ClusterNode> Start(NodeOptions options, CancellationToken cancel)
    {
        var life = new NodeLife(options);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAkka("lossactors", (akka, _) => NodeComposition.Compose(akka, options, life));
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancel);
        }
        catch (Akka.Configuration.ConfigurationException e)
        {
            throw new ConfigurationException("akka", $"{{ … }} is refused by Akka.NET: {e.Message}; mend or remove it");
        }

        var node = new ClusterNode(options, life, host, host.Services.GetRequiredService<ActorSystem>());
        try
        {
            await node.Join(cancel);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a device of this process.</summary>
    public void Add(DeviceOptions device, Func<Action<LaneOutcome>, ILanes> lanes)
    {
        var dispatcher = ActorRegistry.For(system).Get<Dispatcher>();
        var props = DeviceActor.Props(device, lanes, Regions, dispatcher, () => life.IsUp, TimeProvider.System);
        lock (one) devices.Add(system.ActorOf(props, $"device-{device.Name.Replace(':', '-')}"));
    }

    public async Task<DeviceStatistics> Statistics()
    {
        List<IActorRef> all;
        lock (one) all = [.. devices];
        var each = await Task.WhenAll(all.Select(d => d.Ask<DeviceStatistics>(new GetDeviceStatistics(), AskAgain)));
        return each.Aggregate(
            new DeviceStatistics(0, 0, 0),
            (sum, d) => new(sum.Busy + d.Busy, sum.Evaluations + d.Evaluations, sum.TrainingSeconds + d.TrainingSeconds));
    }

    /// <summary>Asks until it is answered.</summary>
    /// <exception cref="NotMemberException">This life ended first.</exception>
    public async Task<TAnswer> Ask<TAnswer>(EntityId whom, IMessage question, CancellationToken cancel)
        where TAnswer : IMessage
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (ended.Task.IsCompleted) throw new NotMemberException($"this node's life ended: {await ended.Task}");
            try
            {
                return await Regions.Of(whom).Ask<TAnswer>(new Addressed(whom, question), AskAgain, cancel);
            }
            catch (AskTimeoutException)
            {
                // Lost, or not to be answered yet.
            }
        }
    }

    /// <summary>Starts an entity that waits for nobody's message.</summary>
    public void Wake(EntityId whom) => Regions.Of(whom).Tell(new Addressed(whom, new Wake()), ActorRefs.NoSender);

    /// <summary>Gives back what is trained, hands the actors over, and leaves the cluster.</summary>
    public Task Leave() => End(NodeEnd.Left);

    public async ValueTask DisposeAsync()
    {
        await End(NodeEnd.Left);
        await beating;
        host.Dispose();
        life.Dispose();
        ending.Dispose();
    }

    async Task Join(CancellationToken cancel)
    {
        var cluster = Cluster.Get(system);
        offered = await options.Devices.WaitAsync(cancel);
        var me = life.Entry(cluster.SelfAddress, cluster.SelfUniqueAddress.Uid, offered);
        var join = new ClusterJoin(system, life.Table, life.Leases, me, () => NodeLife.Now);
        await join.Announce(cancel);
        var heartbeat = new Heartbeat(
            life.Table, life.Members, me.Key, () => _ = End(NodeEnd.Removed), () => _ = End(NodeEnd.Drained),
            refusal => _ = End(NodeEnd.Removed, refusal));
        beating = Task.Run(() => heartbeat.Run(ending.Token), CancellationToken.None);
        await join.Run(cancel);
        try
        {
            await life.Members.Refresh();
        }
        catch (LossActors.Persistence.Addresses.JournalException e) when (e.MayPass)
        {
            // The heartbeat reads it again.
        }

        // A node that is removed without having left was thought dead: what it writes from now on is refused, or must not be.
        cluster.RegisterOnMemberRemoved(() => _ = End(NodeEnd.Removed));
        system.ActorOf(Props.Create(() => new Tombstones(life.Table, life.Members, me.Key, () => NodeLife.Now)), "tombstones");
        system.ActorOf(Props.Create(() => new NodeWatch(options.Journal, OnDeviceEnded, OnQuarantined)), "watch");
    }

    void OnDeviceEnded(DeviceEnded device)
    {
        if (device.Reason is null) return;
        lock (one)
        {
            failures.Add($"{device.Device}: {device.Reason}");
            if (failures.Count == devices.Count) devicesFailed.TrySetResult();
        }
    }

    void OnQuarantined() => _ = End(NodeEnd.Removed);

    async Task End(NodeEnd how, Exception? refusal = null)
    {
        if (Interlocked.Exchange(ref leaving, 1) == 1)
        {
            await ((Task)ended.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        try
        {
            if (how == NodeEnd.Removed || !life.IsListed) await system.Terminate();
            else await LeaveInOrder();
        }
        finally
        {
            await ending.CancelAsync();
            if (refusal is null) ended.TrySetResult(how);
            else ended.TrySetException(refusal);
        }
    }

    async Task LeaveInOrder()
    {
        List<IActorRef> all;
        lock (one) all = [.. devices];
        foreach (var device in all) device.Tell(new DrainDevice());
        var shutdown = CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        await Task.WhenAny(shutdown, Task.Delay(ToLeave));
        if (!shutdown.IsCompleted) await system.Terminate();
        try
        {
            await life.Table.Leave(life.Key);
        }
        catch (LossActors.Persistence.Addresses.JournalException)
        {
            // Its row ends by itself: others see that it beats no more.
        }
    }
}
