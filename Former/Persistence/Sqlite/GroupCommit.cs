using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Sqlite;

/// <summary>
/// The only writer of its process: one thread that commits what has gathered since the last commit in one transaction, so that many
/// callers share one sync of the disk. Each write has a savepoint of its own; when SQLite refuses a batch, its writes are
/// retried one by one, so that nobody fails for another's sake.
/// </summary>
sealed class GroupCommit : IDisposable
{
    const int LargestBatch = 512;
    static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    readonly BlockingCollection<SqliteWrite?> queue = [];
    readonly SqliteSession session;
    readonly HintSignal hint;
    readonly WriteHook? hook;
    readonly string path;
    readonly Thread thread;
    long writes;
    long dataVersion;
    long lastLook;

    public GroupCommit(SqliteSession session, string path, HintSignal hint, WriteHook? hook)
    {
        (this.session, this.path, this.hint, this.hook) = (session, path, hint, hook);
        dataVersion = session.Number("PRAGMA data_version");
        thread = new(Work) { IsBackground = true, Name = "journal writer" };
        thread.Start();
    }

    public Task<T> Enqueue<T>(SqliteWrite<T> write)
    {
        queue.Add(write);
        return write.Reply;
    }

    /// <summary>Somebody waits for a hint: look for other processes' commits from now on.</summary>
    public void Nudge()
    {
        if (!queue.IsAddingCompleted)
            queue.Add(null);
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        session.Dispose();
        queue.Dispose();
    }

    void Work()
    {
        var batch = new List<SqliteWrite>();
        while (!queue.IsCompleted)
        {
            if (queue.TryTake(out var first, hint.Awaited ? (int)BetweenLooks.TotalMilliseconds : Timeout.Infinite))
            {
                batch.Clear();
                for (var next = first; ; )
                {
                    if (next is not null && Admit(next))
                        batch.Add(next);
                    if (batch.Count == LargestBatch || !queue.TryTake(out next))
                        break;
                }

                if (batch.Count > 0)
                    Commit(batch);
            }

            LookForOthers();
        }
    }

    bool Admit(SqliteWrite write)
    {
        write.Number = ++writes;
        return Call(write, WriteMoment.Before);
    }

    void Commit(List<SqliteWrite> batch)
    {
        try
        {
            session.Run("BEGIN IMMEDIATE");
            foreach (var write in batch)
                RunAlone(write);
            session.Run("COMMIT");
        }
        catch (SqliteException e)
        {
            RollBack();
            if (batch.Count > 1 && SqliteFaults.MayConcernOneWrite(e))
            {
                foreach (var write in batch)
                    Commit([write]);
                return;
            }

            foreach (var write in batch)
                write.Fail(SqliteFaults.Explain(e, path));
            return;
        }

        if (batch.Exists(w => !w.Quiet))
            hint.Raise();
        foreach (var write in batch)
        {
            if (!write.Settled && Call(write, WriteMoment.After))
                write.Succeed();
        }
    }

    void RunAlone(SqliteWrite write)
    {
        session.Run("SAVEPOINT one");
        try
        {
            write.Run(session);
        }
        catch (Exception e) when (e is not SqliteException)
        {
            session.Run("ROLLBACK TO one");
            write.Fail(e);
        }

        session.Run("RELEASE one");
    }

    bool Call(SqliteWrite write, WriteMoment moment)
    {
        try
        {
            hook?.Invoke(write.Number, moment);
            return true;
        }
        catch (Exception e)
        {
            write.Fail(e);
            return false;
        }
    }

    void RollBack()
    {
        try
        {
            if (session.InTransaction)
                session.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // Nothing of it is committed either way; what is wrong with the journal, the next write will say.
        }
    }

    void LookForOthers()
    {
        if (!hint.Awaited || Stopwatch.GetElapsedTime(lastLook) < BetweenLooks)
            return;
        lastLook = Stopwatch.GetTimestamp();
        try
        {
            var seen = session.Number("PRAGMA data_version");
            if (seen == dataVersion)
                return;
            dataVersion = seen;
            hint.Raise();
        }
        catch (SqliteException)
        {
            // A hint only; those who wait poll anyway and meet the error there.
        }
    }
}
