using System.Collections.Concurrent;

namespace LossActors.FormerPersistence.Sqlite;

/// <summary>
/// The journal in one SQLite file, for the processes of one machine. Writes go through one thread with group commit and are on the
/// disk when they return (<c>synchronous = FULL</c>); reads take their own connections and block nobody.
/// </summary>
public sealed partial class SqliteStore : IStore
{
    const int ReadersKept = 8;

    readonly string path;
    readonly TimeProvider time;
    readonly HintSignal hint;
    readonly GroupCommit writer;
    readonly bool readOnly;
    readonly ConcurrentBag<SqliteSession> readers = [];
    bool disposed;

    SqliteStore(string path, JournalAccess access, TimeProvider time, WriteHook? hook)
    {
        (this.path, this.time) = (path, time);
        readOnly = access == JournalAccess.ReadOnly;
        hint = new(time);
        writer = new(SqliteOpening.Open(path, access, time), path, hint, hook);
    }

    public long Hint => hint.Value;

    /// <param name="path">The file; its folder must be there.</param>
    /// <param name="time">The store's clock: all processes of a machine share it.</param>
    /// <param name="hook">Called around each write.</param>
    /// <exception cref="JournalException">The file is not a journal, is of a newer version, or cannot be opened.</exception>
    public static SqliteStore Open(
        string path, JournalAccess access = JournalAccess.Create, TimeProvider? time = null, WriteHook? hook = null) =>
        new(Path.GetFullPath(path), access, time ?? TimeProvider.System, hook);

    public Task WaitForHint(long seen, TimeSpan atMost, CancellationToken stop)
    {
        var wait = hint.Wait(seen, atMost, stop);
        if (!wait.IsCompleted)
            writer.Nudge();
        return wait;
    }

    public ValueTask DisposeAsync()
    {
        if (!Interlocked.Exchange(ref disposed, true))
        {
            // The writer last: as the last connection it folds the log back into the file.
            while (readers.TryTake(out var reader))
                reader.Dispose();
            writer.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    internal ValueTask<T> Write<T>(Func<SqliteSession, T> change, bool quiet = false)
    {
        if (disposed)
            return ValueTask.FromException<T>(new ObjectDisposedException(nameof(SqliteStore)));
        if (readOnly)
        {
            return ValueTask.FromException<T>(
                new JournalException(JournalFault.CannotWrite, $"The journal {path} was opened to be read only."));
        }

        return new(writer.Enqueue(new SqliteWrite<T>(change, quiet)));
    }

    async ValueTask Write(Action<SqliteSession> change, bool quiet = false) =>
        await Write(
            session =>
            {
                change(session);
                return true;
            },
            quiet).ConfigureAwait(false);

    T Read<T>(Func<SqliteSession, T> query)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        SqliteSession? session = null;
        try
        {
            if (!readers.TryTake(out session))
                session = new(path, Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly);
            var result = query(session);
            GiveBack(session);
            return result;
        }
        catch (Exception e)
        {
            session?.Dispose();
            if (e is Microsoft.Data.Sqlite.SqliteException)
                throw SqliteFaults.Explain(e, path);
            throw;
        }
    }

    void GiveBack(SqliteSession session)
    {
        if (disposed || readers.Count >= ReadersKept)
            session.Dispose();
        else
            readers.Add(session);
    }

    ValueTask<T> Answer<T>(Func<SqliteSession, T> query)
    {
        try
        {
            return new(Read(query));
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
    }
}
