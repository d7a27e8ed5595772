using System.Net;
using System.Net.Sockets;

namespace LossActors.Cluster.Tests.Shared;

/// <summary>
/// Between a client and its server: carries bytes late, swallows them while the connections stay open, resets connections, or loses
/// the reply of what the server has done already.
/// </summary>
sealed class FaultyProxy : IAsyncDisposable
{
    readonly TcpListener listener;
    readonly CancellationTokenSource stop = new();
    readonly int server;
    readonly Task accepting;
    readonly Lock gate = new();
    readonly List<Link> links = [];
    volatile bool silent;
    long delay;
    int armed;
    int struck;

    public FaultyProxy(int server, IPAddress? address = null)
    {
        this.server = server;
        listener = new(address ?? IPAddress.Loopback, 0);
        listener.Start();
        accepting = Accept();
    }

    enum Armed
    {
        Nothing,
        CutAtReply,
        FallSilentAtReply,
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How often an armed fault has struck.</summary>
    public int Struck => Volatile.Read(ref struck);

    /// <summary>How late every piece of data is passed on, in both directions.</summary>
    public TimeSpan Delay
    {
        get => new(Interlocked.Read(ref delay));
        set => Interlocked.Exchange(ref delay, value.Ticks);
    }

    /// <summary>Asked of each piece that a client sends: the number of bytes after which its connection falls silent, or null.</summary>
    public Func<ReadOnlyMemory<byte>, int?>? CutShort { get; set; }

    /// <summary>The server's next reply is swallowed and its connection closed.</summary>
    public void CutAtNextReply() => Volatile.Write(ref armed, (int)Armed.CutAtReply);

    /// <summary>The server's next reply and all that follows on its connection is swallowed; nobody closes it.</summary>
    public void FallSilentAtNextReply() => Volatile.Write(ref armed, (int)Armed.FallSilentAtReply);

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
                if (Delay > TimeSpan.Zero)
                    await Task.Delay(Delay, stop.Token);
                var strikes = replies ? (Armed)Interlocked.Exchange(ref armed, 0) : Armed.Nothing;
                if (strikes != Armed.Nothing)
                    Interlocked.Increment(ref struck);
                if (strikes == Armed.CutAtReply)
                    return;
                link.Silent |= strikes == Armed.FallSilentAtReply;
                if (!link.Silent)
                {
                    var last = replies ? null : CutShort?.Invoke(buffer.AsMemory(0, read));
                    link.Silent |= last is not null;
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, last ?? read), stop.Token);
                }
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
