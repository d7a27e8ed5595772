using System.Net;
using System.Net.Sockets;

namespace LossActors.Cluster.Tests.Shared;

/// <summary>Between a client and its server: swallows bytes while the connections stay open, or resets connections.</summary>
sealed class FaultyProxy : IAsyncDisposable
{
    readonly TcpListener listener;
    readonly CancellationTokenSource stop = new();
    readonly int server;
    readonly Task accepting;
    readonly Lock gate = new();
    readonly List<Link> links = [];
    volatile bool silent;

    public FaultyProxy(int server)
    {
        this.server = server;
        listener = new(IPAddress.Loopback, 0);
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Asked of each piece that a client sends: the number of bytes after which its connection falls silent, or null.</summary>
    public Func<ReadOnlyMemory<byte>, int?>? CutShort { get; set; }

    /// <summary>From now on no byte gets through, and every connection stays open; the old ones also after <see cref="Heal"/>.</summary>
    public void FallSilent()
    {
        silent = true;
        ForEach(l => l.Silent = true);
    }

    /// <summary>New connections work again.</summary>
    public void Heal() => silent = false;

    /// <summary>Every connection ends with a reset.</summary>
    public void Reset() => ForEach(l => l.Reset());

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    void ForEach(Action<Link> act)
    {
        lock (gate)
            links.ForEach(act);
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
        using var upstream = new TcpClient();
        using var link = new Link(client, upstream) { Silent = silent };
        lock (gate)
            links.Add(link);
        try
        {
            await upstream.ConnectAsync(IPAddress.Loopback, server, stop.Token);
            client.NoDelay = upstream.NoDelay = true;
            await Task.WhenAny(Pump(link, client, upstream, replies: false), Pump(link, upstream, client, replies: true));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The server is away or the test is over: the client sees a closed connection.
        }

        lock (gate)
            links.Remove(link);
    }

    async Task Pump(Link link, TcpClient from, TcpClient to, bool replies)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is > 0 and var read)
            {
                if (link.Silent) continue;
                var last = replies ? null : CutShort?.Invoke(buffer.AsMemory(0, read));
                link.Silent |= last is not null;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, last ?? read), stop.Token);
            }

            // Who closes a silent connection is not heard at the other end either.
            if (link.Silent)
                await Task.Delay(Timeout.Infinite, stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One end is gone; the other follows.
        }
    }

    sealed class Link(TcpClient client, TcpClient upstream) : IDisposable
    {
        volatile bool silent;

        public bool Silent
        {
            get => silent;
            set => silent = value;
        }

        public void Reset()
        {
            client.LingerState = upstream.LingerState = new(true, 0);
            Dispose();
        }

        public void Dispose()
        {
            client.Dispose();
            upstream.Dispose();
        }
    }
}
