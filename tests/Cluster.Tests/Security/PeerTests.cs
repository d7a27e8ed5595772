using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.DistributedData;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;
using Akka.Serialization;
using LossActors.Actors.Entities;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;
using LossActors.Actors.Tests.Scripted;
using LossActors.Host.Nodes;
using LossActors.Host.RunFiles;
using LossActors.Host.Tests.Program;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;

namespace LossActors.Cluster.Tests.Security;

/// <summary>A process that may join, by its certificate, and sends what nobody should read.</summary>
[Trait("guarantee", "G11")]
public sealed class PeerTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>What a cluster may say by itself where little time is left for it.</summary>
    static readonly string[] OfABusyMachine = ["ClusterSingletonProxy", "heartbeat"];

    readonly TemporaryFolder folder = new();
    readonly X509Certificate2 certificate = NodeCertificate.Create("peer", DateTimeOffset.UnixEpoch.AddYears(60));
    IDisposable logging = null!;
    Database journal = null!;
    ClusterNode node = null!;
    ActorSystem system = null!, peer = null!;

    Serialization Serialization => ((ExtendedActorSystem)system).Serialization;

    public async ValueTask InitializeAsync()
    {
        logging = Host.Logging.Open(
            new LogSettings(Host.RunFiles.LogLevel.Info, Path.Combine(folder.Path, "node-.log")), live: false, verbose: false);
        journal = await Database.Open(JournalAddress.Parse($"sqlite:{Path.Combine(folder.Path, "journal.db")}"));
        node = await ClusterNode.Start(new NodeOptions { Journal = journal, Serves = Service.None }, CancellationToken.None);
        system = ((ActorRefWithCell)node.Regions.Of(new RunId("x"))).Underlying.System;
        await new NodeTable(journal).List(StrangerTests.Listed(certificate, "peer"));
        peer = Peer();
    }

    public async ValueTask DisposeAsync()
    {
        await peer.Terminate();
        await node.DisposeAsync();
        await journal.DisposeAsync();
        logging.Dispose();
        certificate.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Every_serializer_of_a_node_goes_by_manifests_of_its_own()
    {
        var serializers = Serializers(Serialization);
        foreach (var (id, serializer) in serializers.OrderBy(s => s.Key)) output.WriteLine($"{id} {serializer.GetType()}");

        Assert.True(serializers.Count > 15);
        Assert.All(serializers.Values, s => Assert.IsAssignableFrom<SerializerWithStringManifest>(s));
    }

    [Fact]
    public void No_number_and_no_manifest_makes_anything_by_a_type_name()
    {
        using var trap = new Trap();
        using var plain = ActorSystem.Create("plain", DistributedData.DefaultConfig());
        Deserialize(plain, new Forgery(1, "", Forgery.Json(trap.Type())));
        Deserialize(plain, new Forgery(Forgery.ReplicatedData, "E", Forgery.Register(plain, trap.Assembly())));
        // Both work where nobody minds.
        Assert.Equal(2, trap.Sprung.Distinct().Count());

        var letters = Enumerable.Range('A', 26).Concat(Enumerable.Range('a', 26)).Select(c => $"{(char)c}").ToList();
        List<string> manifests = ["", trap.Type(), .. letters, .. letters.SelectMany(a => letters.Select(b => a + b)), "STF", "CF", "PSRC"];
        var made = Gadget.Made;
        foreach (var number in Serializers(Serialization).Keys.Union([-5, 1, 4, 7, 8, 17]))
        {
            var (json, register) = (Forgery.Json(trap.Type()), Forgery.Register(plain, trap.Assembly()));
            made += 1;
            foreach (var manifest in manifests)
            {
                Deserialize(system, new Forgery(number, manifest, json));
                Deserialize(system, new Forgery(number, manifest, register));
            }

            Assert.True(trap.Sprung.Distinct().Count() == 2, $"{number}: {trap.Sprung[^1]}");
        }

        Assert.Equal(made, Gadget.Made);
    }

    /// <summary>
    /// What is refused to others must not be refused to ourselves: a shard's home is on record when most nodes have read it.
    /// </summary>
    [Fact]
    public async Task Nodes_tell_each_other_where_shards_live()
    {
        await Answers(node, "before");
        await using var second = await ClusterNode.Start(
            new NodeOptions { Journal = journal, Serves = Service.None }, CancellationToken.None);
        for (var i = 0; i < 8; i++) await Answers(second, $"after-{i}");
        Assert.DoesNotContain(await Log(), l => l.Contains("refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_peer_that_sends_type_names_gets_nothing_made_and_no_disk_filled()
    {
        using var trap = new Trap();
        var made = Gadget.Made + 1;
        var gadget = new Gadget();
        var began = TimeProvider.System.GetTimestamp();
        string[] targets = ["/user/watch", "/system/cluster/core/daemon", "/system/sharding/run", "/user/nobody"];
        Forgery[] forgeries =
        [
            new(1, "", Forgery.Json(trap.Type())), new(1, trap.Type(), Forgery.Json(trap.Type())), new(-5, trap.Type(), [1, 2, 3]),
            new(4, trap.Type(), [1]), new(8103, trap.Type(), "{}"u8.ToArray()), new(8103, "System.IO.FileInfo", "{}"u8.ToArray()),
            new(8103, "Addressed", Forgery.Json(trap.Type())), new(8101, "run:Evil:1:0", [0]), new(5, trap.Type(), [1]),
            new(Forgery.ReplicatedData, "E", Forgery.Register(peer, trap.Assembly())),
        ];
        made++;
        for (var round = 0; round < 50; round++)
        {
            foreach (var target in targets.Select(t => peer.ActorSelection($"{Address}{t}")))
            {
                target.Tell(gadget);
                foreach (var forgery in forgeries) target.Tell(forgery);
            }

            await Task.Delay(50);
        }

        await Answers(node, "small");
        Assert.Equal(made, Gadget.Made);
        Assert.Empty(trap.Sprung);
        await SecuredNode.Eventually(async () => (await Log()).Any(l => l.Contains("Deserialization failed", StringComparison.Ordinal)));
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var lines = await Log();
        foreach (var line in lines.Take(40)) output.WriteLine(line);
        Assert.True(lines.Count <= seconds + 2, $"{lines.Count} lines in {seconds:f1} s");
    }

    [Fact]
    public async Task Ordinary_lines_keep_their_form()
    {
        system.Log.Warning("{0} is buried after {1} beats.", "n1", 3);
        Akka.Event.Logging.GetLogger(system, "LossActors.Test").Warning(new IOException("why"), "It stops: {0}", "now");
        await SecuredNode.Eventually(async () => (await Log()).Count >= 2);
        var lines = await Log();
        Assert.Matches("^[0-9:]{8} WRN n1 is buried after 3 beats\\.$", lines[0]);
        Assert.Matches("^[0-9:]{8} WRN It stops: now$", lines[1]);
    }

    string Address => Akka.Cluster.Cluster.Get(system).SelfAddress.ToString();

    ActorSystem Peer() => ActorSystem.Create("peer", ActorSystemSetup.Create(
        BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString(
            """
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor {
                provider = remote
                serializers.forged = "LossActors.Cluster.Tests.Security.ForgedSerializer, LossActors.Cluster.Tests"
                serialization-bindings { "LossActors.Cluster.Tests.Security.Forgery, LossActors.Cluster.Tests" = forged }
              }
              remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, enable-ssl = on }
            }
            """).WithFallback(DistributedData.DefaultConfig())),
        new DotNettySslSetup(certificate, suppressValidation: false, requireMutualAuthentication: true, (_, _, _, _, _) => true)));

    static async Task Answers(ClusterNode asked, string run)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var question = new FoundRun(
            Plans.Run with { Name = run }, "{}", ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty);
        Assert.Null((await asked.Ask<RunFounded>(new RunId(run), question, patience.Token)).Refusal);
    }

    /// <summary>The log's lines that begin with a time.</summary>
    async Task<List<string>> Log()
    {
        var lines = new List<string>();
        foreach (var file in Directory.GetFiles(folder.Path, "node-*.log"))
        {
            using var reader = new StreamReader(File.Open(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            var text = await reader.ReadToEndAsync();
            lines.AddRange(text.Split('\n').Where(l => l.Length > 8 && l[2] == ':' && l[5] == ':')
                .Where(l => !OfABusyMachine.Any(b => l.Contains(b, StringComparison.Ordinal))).Select(l => l.TrimEnd()));
        }

        return lines;
    }

    static void Deserialize(ActorSystem system, Forgery forgery)
    {
        try
        {
            ((ExtendedActorSystem)system).Serialization.Deserialize(forgery.Bytes, forgery.Serializer, forgery.Manifest);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Refused, or nonsense.
        }
    }

    static IDictionary<int, Serializer> Serializers(Serialization of) => (IDictionary<int, Serializer>)typeof(Serialization)
        .GetField("_serializersById", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(of)!;
}
