using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using Akka.Remote.Transport.DotNetty;
using LossActors.Actors.Devices;
using LossActors.Actors.Entities;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Settings;

namespace LossActors.Host.Nodes;

/// <summary>One life of a node: its random id, its certificate, and what it knows of the others.</summary>
sealed class NodeLife(NodeOptions options) : IDisposable
{
    readonly JournalNotes notes = new();
    readonly X509Certificate2 certificate = NodeCertificate.Create("lossactors", DateTimeOffset.UtcNow);
    NodeKey? key;

    public Incarnation Process { get; } = new(Guid.NewGuid().ToString("N"));

    public NodeTable Table { get; } = new(options.Journal);

    public Leases Leases { get; } = new(options.Journal);

    public Members Members => field ??= new Members(Table, () => Now);

    /// <summary>Monotonic.</summary>
    public static TimeSpan Now => TimeProvider.System.GetElapsedTime(0);

    public NodeSetup Setup => new(options.Journal, Process);

    public DotNettySslSetup Tls => ClusterTls.Setup(certificate, Members);

    /// <summary>Whether it has, or had, a row.</summary>
    public bool IsListed => key is not null;

    public NodeKey Key => key ?? throw new InvalidOperationException("The node has no address yet.");

    /// <summary>Whether this process is listed up, as far as it knows.</summary>
    public bool IsUp => Members.Rows.Any(r => r.Key == key && r.State == NodeState.Up);

    public NodeEntry Entry(Address address, int uid, IReadOnlyList<OfferedDevice> devices)
    {
        key = new NodeKey(address.ToString(), Process);
        return new NodeEntry(
            Key, uid, NodeCertificate.Thumbprint(certificate), certificate.Export(X509ContentType.Cert),
            Environment.MachineName, LocalLook.Boot, Environment.ProcessId, LocalLook.Started(Environment.ProcessId),
            NodeCapacity.Of(options, devices).ToJson());
    }

    /// <param name="many">Of a kind of entity of which there are many, with short journals: no snapshots, writes in batches.</param>
    public EntityShell Shell(ActorSystem system, IReadOnlyActorRegistry registry, bool many) => new()
    {
        Process = Process,
        Node = Akka.Cluster.Cluster.Get(system).SelfAddress.ToString(),
        Regions = new EntityRegions(registry),
        Dispatcher = registry.Get<Dispatcher>(),
        IsGone = Members.IsGone,
        IsServed = IsServed,
        Passivate = new Passivate(EndLife.Instance),
        SnapshotEvery = many ? 0 : 512,
        JournalPlugin = many ? JournalSettings.BatchedJournal : JournalSettings.Journal,
        Notes = notes,
    };

    /// <summary>Whether a living node works for it. This process knows of itself before its row is up.</summary>
    bool IsServed(EntityId entity) => options.Serves.Covers(entity)
        || Members.Rows.Any(r => r.State == NodeState.Up && NodeCapacity.Parse(r.Entry.Capacity)?.Serves.Covers(entity) == true);

    public void Dispose() => certificate.Dispose();
}
