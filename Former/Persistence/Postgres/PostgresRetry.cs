using System.Data;
using System.Diagnostics;
using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>Tries again what may pass, once at least and then at growing distances until the patience is spent.</summary>
sealed class PostgresRetry(string journal, TimeSpan patience)
{
    /// <summary>
    /// A connection was lost, its backend may still be at work: what it has done is certain once it has ended. And a backend that waits
    /// inside a transaction for a client that was stopped, or cut off between two packets, would hold its locks for ever: to the
    /// server it is active, and none of its timeouts counts that wait.
    /// </summary>
    const string EndOfBackends =
        """
        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() AND (pid = $1
            OR (application_name = current_setting('application_name') AND state = 'active' AND wait_event = 'ClientRead'
                AND xact_start < clock_timestamp() - interval '5 s'))
        """;

    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Ends what holds locks and will not let go of them by itself.</summary>
    public static Task EndSilentBackends(NpgsqlConnection connection, int lost = 0) => connection.Run(EndOfBackends, lost);

    /// <summary>Each attempt on a connection of its own, after what the one before has left in the server is ended.</summary>
    /// <param name="attempt">Told whether it runs again because an earlier reply was lost: that may have been committed.</param>
    public Task<T> Write<T>(NpgsqlDataSource source, Func<NpgsqlConnection, bool, Task<T>> attempt)
    {
        var lost = 0;
        return Run(async again =>
        {
            await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
            if (again)
                await EndSilentBackends(connection, lost).ConfigureAwait(false);
            lost = connection.ProcessID;
            try
            {
                return await attempt(connection, again).ConfigureAwait(false);
            }
            catch (PostgresException)
            {
                // An answer, so nothing is in doubt, and the pool may give this backend to anyone.
                lost = 0;

                // Npgsql takes what a refused batch did not come to prepare for prepared, and reads no rows of it the next time.
                if (connection.FullState == ConnectionState.Open)
                    connection.UnprepareAll();
                throw;
            }
        });
    }

    /// <param name="attempt">Told whether it runs again.</param>
    /// <exception cref="JournalException">The error does not pass, or has not in time.</exception>
    public async Task<T> Run<T>(Func<bool, Task<T>> attempt)
    {
        var started = Stopwatch.GetTimestamp();
        for (var n = 0; ; n++)
        {
            try
            {
                return await attempt(n > 0).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresFaults.MayPass(e) && (n == 0 || Stopwatch.GetElapsedTime(started) < patience))
            {
                var pause = TimeSpan.FromMilliseconds(10 << Math.Min(n, 7));
                await Task.Delay(pause < LongestPause ? pause : LongestPause).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                var explained = PostgresFaults.Explain(e, journal);
                if (ReferenceEquals(explained, e))
                    throw;
                throw explained;
            }
        }
    }
}
