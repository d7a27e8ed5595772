using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using LossActors.Actors.Entities;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;
using LossActors.Persistence.Tests.Databases;
using ClusterHocon = LossActors.Persistence.Settings.ClusterSettings;

namespace LossActors.Persistence.Tests.Nodes;

/// <summary>Nodes of one process that know nothing but the journal, with TLS on the loopback.</summary>
public sealed class ClusterTests(PostgresServer server) : IDisposable
{
    readonly TestJournals journals = new(server);

    public void Dispose() => journals.Dispose();

    [Theory]
    [BothDatabases]
    public async Task Nodes_started_at_once_form_one_cluster_and_leave_no_row(JournalKind kind)
    {
        await using var database = await journals.Open(kind);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => TestNode.Start(database, $"n{i}")));

        foreach (var node in nodes)
            await node.Sees(3);
        Assert.All(await new NodeTable(database).Read(), r => Assert.Equal(NodeState.Up, r.State));
        foreach (var node in nodes)
            await node.DisposeAsync();
        Assert.DoesNotContain(await new NodeTable(database).Read(), r => r.State != NodeState.Down);
    }

    [Fact]
    [Trait("guarantee", "G7")]
    public async Task Who_leaves_buries_nobody()
    {
        await using var database = await journals.Open(JournalKind.Sqlite);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => TestNode.Start(database, $"n{i}")));
        foreach (var node in nodes) await node.Sees(3);

        await nodes[0].DisposeAsync();

        foreach (var node in nodes[1..]) await node.Sees(2);
        await Task.Delay(2 * Heartbeat.Interval);
        Assert.All(nodes[1..], node => Assert.False(node.Buried.IsCompleted));
        foreach (var node in nodes[1..]) await node.DisposeAsync();
    }

    [Fact]
    [Trait("guarantee", "G11")]
    public async Task A_certificate_that_is_not_in_the_table_or_none_is_turned_away()
    {
        await using var database = await journals.Open(JournalKind.Sqlite);
        await using var node = await TestNode.Start(database, "n");
        using var foreign = NodeCertificate.Create("foreign", DateTimeOffset.UnixEpoch.AddYears(60));

        Assert.False(await Connects(node, foreign));
        Assert.False(await Connects(node, null));
        Assert.False(await Connects(node, node.Certificate));
        var listed = NodeTableTests.Entry("x", "5") with { Thumbprint = NodeCertificate.Thumbprint(foreign) };
        await new NodeTable(database).List(listed);
        await Task.Delay(1200);
        Assert.True(await Connects(node, foreign));
        await TestJournals.Execute(database, "UPDATE node SET state = 'down' WHERE address = 'x'");
        await Task.Delay(2500);
        Assert.False(await Connects(node, foreign));
    }

    [Fact]
    public async Task A_buried_node_hears_of_it()
    {
        await using var database = await journals.Open(JournalKind.Sqlite);
        await using var node = await TestNode.Start(database, "n");

        await TestJournals.Execute(database, "UPDATE node SET state = 'down'");
        await node.Buried.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task LightningDB_is_never_loaded()
    {
        await using var database = await journals.Open(JournalKind.Sqlite);
        await using var node = await TestNode.Start(database, "n");
        Akka.DistributedData.DistributedData.Get(node.System);

        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "LightningDB");
        if (OperatingSystem.IsLinux())
            Assert.DoesNotContain("lmdb", await File.ReadAllTextAsync("/proc/self/maps"), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the node takes the certificate: it closes at once on one that it does not.</summary>
    static async Task<bool> Connects(TestNode node, X509Certificate2? certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", node.Port);
        await using var tls = new SslStream(
            client.GetStream(), false, (_, shown, _, _) => shown is not null, (_, _, _, _, _) => certificate!);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "n" });
            using var patience = new CancellationTokenSource(1500);
            return await tls.ReadAsync(new byte[1], patience.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return false;
        }
    }
}

/// <summary>A node without actors.</summary>
sealed class TestNode : IAsyncDisposable
{
    readonly CancellationTokenSource ending = new();
    readonly TaskCompletionSource buried = new();
    readonly NodeTable table;
    readonly NodeEntry entry;
    Task beating = Task.CompletedTask;

    TestNode(Database database, string name)
    {
        table = new(database);
        var (incarnation, members) = (new Incarnation($"{name}-{Guid.NewGuid():N}"), new Members(table, Now));
        Certificate = NodeCertificate.Create(name, DateTimeOffset.UnixEpoch.AddYears(60));
        System = TestSystems.Create(
            ClusterHocon.Hocon(), new NodeSetup(database, incarnation), ClusterTls.Setup(Certificate, members),
            new LogFilterSetup([new StrangersLog(TimeProvider.System)]));
        var self = Cluster.Get(System).SelfUniqueAddress;
        var pid = Environment.ProcessId;
        entry = new(
            new(self.Address.ToString(), incarnation), self.Uid, NodeCertificate.Thumbprint(Certificate), Certificate.RawData, name,
            LocalLook.Boot, pid, LocalLook.Started(pid), "none");
        Members = members;
        Database = database;
    }

    public ActorSystem System { get; }

    public X509Certificate2 Certificate { get; }

    public Members Members { get; }

    public Database Database { get; }

    public int Port => Cluster.Get(System).SelfAddress.Port!.Value;

    public Task Buried => buried.Task;

    public static async Task<TestNode> Start(Database database, string name)
    {
        var node = new TestNode(database, name);
        var join = new ClusterJoin(node.System, node.table, new Leases(database), node.entry, Now);
        await join.Announce(node.ending.Token);
        var heartbeat = new Heartbeat(node.table, node.Members, node.entry.Key, () => node.buried.TrySetResult(), () => { },
            e => node.buried.TrySetException(e));
        node.beating = heartbeat.Run(node.ending.Token);
        await join.Run(node.ending.Token).WaitAsync(TimeSpan.FromMinutes(1));
        node.System.ActorOf(Props.Create(() => new Tombstones(node.table, node.Members, node.entry.Key, Now)));
        return node;
    }

    public async Task Sees(int members)
    {
        for (var i = 0; Cluster.Get(System).State.Members.Count(m => m.Status == MemberStatus.Up) != members; i++)
        {
            Assert.True(i < 300, "the members never came");
            await Task.Delay(100);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClrExitReason.Instance);
        await ending.CancelAsync();
        await beating;
        await table.Leave(entry.Key);
        Certificate.Dispose();
    }

    static TimeSpan Now() => TimeProvider.System.GetElapsedTime(0);
}
