using System.Diagnostics;

namespace LossActors.Persistence.Postgres;

/// <summary>Tries again what may pass, once at least and then at growing distances until the patience is spent.</summary>
sealed class PostgresRetry(string journal, TimeSpan patience)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

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
