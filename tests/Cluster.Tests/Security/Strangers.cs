using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LossActors.Cluster.Tests.Security;

/// <summary>Who connects to a node's port on this machine without being a node.</summary>
static class Strangers
{
    /// <summary>The most connections that a test ever opens.</summary>
    public const int Most = 10_000;

    static readonly byte[] Http = Encoding.ASCII.GetBytes("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n");

    /// <summary>A TLS 1.2 ClientHello that ends in its middle.</summary>
    static readonly byte[] HalfHello = [22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3, 1, 2, 3, 4, 5, 6, 7];

    /// <summary>A frame of Akka's that says it has two gigabytes, without TLS.</summary>
    static readonly byte[] HugeFrame = [127, 255, 255, 255, 10, 1, 2, 3];

    /// <summary>What a port scanner sends to find out who listens; empty: nothing at all.</summary>
    public static IReadOnlyList<byte[]> Probes { get; } =
    [
        [], RandomNumberGenerator.GetBytes(512), Http, HalfHello, HugeFrame, new byte[2000], [0], RandomNumberGenerator.GetBytes(70_000),
    ];

    /// <summary>Whether the node takes the certificate: it closes at once on one that it does not.</summary>
    public static async Task<bool> Connects(int port, X509Certificate2? certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        await using var tls = new SslStream(
            client.GetStream(), false, (_, shown, _, _) => shown is not null, (_, _, _, _, _) => certificate!);
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "n" });
            return await StaysOpen(tls);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return false;
        }
    }

    /// <summary>Whether the other side keeps the connection for a while.</summary>
    public static async Task<bool> StaysOpen(Stream stream)
    {
        using var patience = new CancellationTokenSource(1500);
        try
        {
            return await stream.ReadAsync(new byte[1], patience.Token) > 0;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    /// <summary>Opens connections, sends a probe on each, and keeps them.</summary>
    public static async Task<List<Socket>> Crowd(int port, int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        List<Socket> crowd = [];
        foreach (var batch in Enumerable.Range(0, count).Chunk(200))
        {
            crowd.AddRange(await Task.WhenAll(batch.Select(async i =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
                    await socket.ConnectAsync("127.0.0.1", port, patience.Token);
                    var probe = Probes[i % Probes.Count];
                    if (probe.Length > 0) await socket.SendAsync(probe, patience.Token);
                }
                catch (Exception e) when (e is SocketException or OperationCanceledException)
                {
                    // Turned away: as good.
                }

                return socket;
            })));
        }

        return crowd;
    }
}
