using System.Net;
using System.Net.Sockets;

namespace LossActors.Persistence.Tests.Postgres;

/// <summary>Between a store and its server. Once armed, the next reply of the server is swallowed and its connection cut.</summary>
sealed class LosingProxy : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource stop = new();
    readonly int server;
    readonly Task accepting;
    int armed;
    int lost;

    public LosingProxy(int server)
    {
        this.server = server;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Lost => Volatile.Read(ref lost);

    public void LoseNextReply() => Volatile.Write(ref armed, 1);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    async Task Accept()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(Carry(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    async Task Carry(TcpClient client)
    {
        using (client)
        {
            using var upstream = new TcpClient();
            try
            {
                await upstream.ConnectAsync(IPAddress.Loopback, server, stop.Token);
                client.NoDelay = upstream.NoDelay = true;
                await Task.WhenAny(Pump(client, upstream, replies: false), Pump(upstream, client, replies: true));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // The server is away or the test is over: the client sees a closed connection.
            }
        }
    }

    async Task Pump(TcpClient from, TcpClient to, bool replies)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is > 0 and var read)
            {
                if (replies && Interlocked.Exchange(ref armed, 0) == 1)
                {
                    Interlocked.Increment(ref lost);
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // One end is gone; the other follows.
        }
    }
}
