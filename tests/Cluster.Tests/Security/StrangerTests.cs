using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LossActors.Actors.Entities;
using LossActors.Persistence.Nodes;

namespace LossActors.Cluster.Tests.Security;

/// <summary>A real node's port, and people who have no business there.</summary>
[Trait("guarantee", "G11")]
public sealed class StrangerTests(SecuredNode node, ITestOutputHelper output) : IClassFixture<SecuredNode>
{
    /// <summary>More than that of a process that has done its work is a leak, MB.</summary>
    const int Leak = 150;

    NodeTable Table => new(node.Journal);

    [Fact]
    public async Task Another_certificate_or_none_is_turned_away_and_a_buried_one_too()
    {
        using var foreign = New();
        Assert.False(await Strangers.Connects(node.Port, foreign));
        Assert.False(await Strangers.Connects(node.Port, null));

        await Table.List(Listed(foreign, "buried"));
        await SecuredNode.Eventually(() => Strangers.Connects(node.Port, foreign));
        await node.Journal.Use(s => s.Run("UPDATE node SET state = 'down' WHERE address = 'buried'"));
        await SecuredNode.Eventually(async () => !await Strangers.Connects(node.Port, foreign));
        await node.Answers();
    }

    [Fact]
    public async Task A_certificate_copied_from_a_row_is_worth_nothing_without_its_key()
    {
        using var listed = New();
        using var own = listed.GetECDsaPrivateKey()!;
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await Table.List(Listed(listed, "copied"));

        await SecuredNode.Eventually(async () => (await Impostor.Connects(node.Port, listed.RawData, own)).Connected);
        Assert.Equal((false, true), await Impostor.Connects(node.Port, listed.RawData, another));
        Assert.Equal((false, true), await Impostor.Connects(node.Port, node.Row.Entry.Certificate, another));
        await node.Answers();
    }

    [Fact]
    public void It_listens_on_this_machine_alone()
    {
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => l.Port == node.Port);
        Assert.Equal([IPAddress.Loopback], listeners.Select(l => l.Address.MapToIPv4()));
    }

    [Fact]
    public async Task It_lives_through_ten_thousand_connections_at_once_and_all_that_scanners_send()
    {
        await node.Answers();
        var (handles, megabytes, spoken) = (node.Handles, node.Megabytes, node.Log.Count);
        var began = TimeProvider.System.GetTimestamp();

        var crowd = await Strangers.Crowd(node.Port, Strangers.Most);
        output.WriteLine($"{node.Handles - handles} connections held, {node.Megabytes} MB, {TimeProvider.System.GetElapsedTime(began)}");
        await node.Answers();
        using (var foreign = New())
        {
            foreach (var _ in Enumerable.Range(0, 20)) Assert.False(await Strangers.Connects(node.Port, foreign));
        }

        crowd.ForEach(s => s.Dispose());
        await SecuredNode.Eventually(() => node.Handles < handles + 50);
        await node.Answers();

        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var lines = node.Log.Skip(spoken).ToList();
        output.WriteLine(
            $"{node.Handles - handles} handles more, {megabytes} → {node.Megabytes} MB, {lines.Count} lines in {seconds:f1} s");
        foreach (var line in lines.Take(60)) output.WriteLine(line);
        Assert.True(lines.Count <= seconds + 2, string.Join('\n', lines.Take(200)));
        Assert.True(node.Megabytes < megabytes + Leak);
    }

    [Fact]
    public async Task Who_connects_and_says_nothing_is_turned_out_in_time()
    {
        using var silent = new TcpClient();
        await silent.ConnectAsync("127.0.0.1", node.Port);
        await SecuredNode.Eventually(() => silent.Client.Poll(0, SelectMode.SelectRead) && silent.Available == 0);
    }

    static X509Certificate2 New() => NodeCertificate.Create("foreign", DateTimeOffset.UnixEpoch.AddYears(60));

    internal static NodeEntry Listed(X509Certificate2 certificate, string address) => new(
        new NodeKey(address, new Incarnation(address)), 5, NodeCertificate.Thumbprint(certificate), certificate.RawData,
        "x", "boot", 1, "now", "");
}
