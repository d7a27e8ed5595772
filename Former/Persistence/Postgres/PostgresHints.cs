using System.Diagnostics;
using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>
/// Tells other nodes, after the commit, whom it concerns, and hears them. A hint that is lost costs a poll's time; NOTIFY inside the
/// transactions would cost most of their throughput. PostgreSQL wakes every listener for every notification, so what hints cost
/// grows with the square of the nodes: the more there are, the less often each speaks, until polling does the work.
/// </summary>
sealed class PostgresHints : IAsyncDisposable
{
    const string Channel = "lossactors";

    /// <summary>Listeners that may be woken in a second, all nodes together: a few hundredths of a core of the server.</summary>
    const double WakesPerSecond = 2000;

    /// <summary>Of a sender that is heard from again within this time; others do not count as nodes any more.</summary>
    static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    static readonly TimeSpan LeastBetweenNotifications = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    /// <summary>For what is still to be told when the store is closed.</summary>
    static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    readonly NpgsqlDataSource source;
    readonly HintSignal hint;
    readonly CancellationTokenSource stop = new();
    readonly SemaphoreSlim dirty = new(0, 1);
    readonly Lock gate = new();
    readonly HashSet<string> here = [];
    readonly Dictionary<string, long> heard = [];
    readonly Task listening;
    readonly Task telling;
    Concern untold = Concern.None;

    public PostgresHints(NpgsqlDataSource source, HintSignal hint)
    {
        (this.source, this.hint) = (source, hint);
        listening = Task.Run(Listen);
        telling = Task.Run(Tell);
    }

    /// <summary>The sender's name in this process's notifications.</summary>
    public string Speaker { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether a claim of this process found less than it asked for, so that news of work are worth a look.</summary>
    public bool Hungry { get; set; }

    /// <summary>A node of this process: what concerns it wakes this process.</summary>
    public void Host(NodeId node)
    {
        lock (gate) here.Add(node.Value);
    }

    public void Raise(Concern concern)
    {
        lock (gate)
        {
            if (concern.Wakes(here, hungry: true)) hint.Raise();
            var others = concern.Without(here);
            if (others.IsNone) return;
            untold = untold.And(others);
        }

        try
        {
            dirty.Release();
        }
        catch (SemaphoreFullException)
        {
            // A notification is due already and will speak for this commit too.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Npgsql's own callback throws when its connection breaks at the same moment; the loops end all the same.
        await stop.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(listening, telling).ConfigureAwait(false);

        // A process that ends right after its commit, as a command does and a node that hands over.
        using var patience = new CancellationTokenSource(LastWords);
        await TellOthers(patience.Token).ConfigureAwait(false);
        stop.Dispose();
        dirty.Dispose();
    }

    async Task Listen()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stop.Token).ConfigureAwait(false);
                connection.Notification += (_, notification) => Hear(notification.Payload);
                await connection.Run($"LISTEN {Channel}").ConfigureAwait(false);

                // Whatever was said while nobody listened.
                hint.Raise();
                while (true)
                    await connection.WaitAsync(stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
            {
                await Pause(BetweenAttempts).ConfigureAwait(false);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
        }
    }

    void Hear(string payload)
    {
        var (sender, concern) = Concern.Parse(payload);
        if (sender == Speaker)
            return;
        lock (gate)
        {
            heard[sender] = Stopwatch.GetTimestamp();
            if (!concern.Wakes(here, Hungry))
                return;
        }

        hint.Raise();
    }

    async Task Tell()
    {
        try
        {
            while (true)
            {
                await dirty.WaitAsync(stop.Token).ConfigureAwait(false);
                TimeSpan pause;
                lock (gate)
                {
                    foreach (var silent in heard.Where(h => Stopwatch.GetElapsedTime(h.Value) > Memory).Select(h => h.Key).ToList())
                        heard.Remove(silent);
                    pause = TimeSpan.FromSeconds((heard.Count + 1) * (heard.Count + 1) / WakesPerSecond);
                }

                await TellOthers(stop.Token).ConfigureAwait(false);
                await Task.Delay(pause > LeastBetweenNotifications ? pause : LeastBetweenNotifications, stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The store is being closed.
        }
    }

    async Task TellOthers(CancellationToken patience)
    {
        try
        {
            // What the stop finds waiting for a connection stays untold, for the last words.
            if (untold.IsNone)
                return;
            await using var connection = await source.OpenConnectionAsync(patience).ConfigureAwait(false);
            Concern concern;
            lock (gate)
                (concern, untold) = (untold, Concern.None);
            await connection.Run("SELECT pg_notify($1, $2)", Channel, concern.Print(Speaker)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // A hint only; the others poll.
        }
    }

    async Task Pause(TimeSpan time) => await Task.Delay(time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
