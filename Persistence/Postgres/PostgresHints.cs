using Npgsql;

namespace LossActors.Persistence.Postgres;

/// <summary>
/// Tells other nodes that something was committed, after the commit and at most twenty times a second, and hears them. A hint that is
/// lost costs a poll's time; NOTIFY inside the transactions would cost most of their throughput.
/// </summary>
sealed class PostgresHints : IAsyncDisposable
{
    const string Channel = "lossactors";
    static readonly TimeSpan BetweenNotifications = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    readonly string me = Guid.NewGuid().ToString("N");
    readonly NpgsqlDataSource source;
    readonly HintSignal hint;
    readonly CancellationTokenSource stop = new();
    readonly SemaphoreSlim dirty = new(0, 1);
    readonly Task listening;
    readonly Task telling;

    public PostgresHints(NpgsqlDataSource source, HintSignal hint)
    {
        (this.source, this.hint) = (source, hint);
        listening = Task.Run(Listen);
        telling = Task.Run(Tell);
    }

    public void Raise()
    {
        hint.Raise();
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
        await stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(listening, telling).ConfigureAwait(false);
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
                connection.Notification += (_, notification) =>
                {
                    if (notification.Payload != me)
                        hint.Raise();
                };
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
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    async Task Tell()
    {
        try
        {
            while (true)
            {
                await dirty.WaitAsync(stop.Token).ConfigureAwait(false);
                try
                {
                    await using var connection = await source.OpenConnectionAsync(stop.Token).ConfigureAwait(false);
                    await connection.Run("SELECT pg_notify($1, $2)", Channel, me).ConfigureAwait(false);
                }
                catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
                {
                    // A hint only; the others poll.
                }

                await Task.Delay(BetweenNotifications, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The store is being closed.
        }
    }

    async Task Pause(TimeSpan time) => await Task.Delay(time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
