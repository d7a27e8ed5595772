using LossActors.Learning.Data;
using LossActors.Persistence.Addresses;
using Microsoft.Data.Sqlite;

namespace LossActors.Persistence.Databases;

/// <summary>From a path to a connection string for a journal of the right format: creates it, or says why not.</summary>
static class SqliteOpening
{
    const int ReadOnly = 8, CannotOpen = 14;

    public static string Prepare(string path, JournalAccess access)
    {
        try
        {
            RefuseWhatCannotBe(path, access);
            return access == JournalAccess.ReadOnly ? ToRead(path) : ToWrite(path, access);
        }
        catch (SqliteException e)
        {
            // To write, SQLite makes files beside the journal first, and where it may not it says no more than this.
            var refused = e.SqliteErrorCode == CannotOpen && access != JournalAccess.ReadOnly && File.Exists(path);
            throw SqliteFaults.Explain(refused ? new SqliteException(e.Message, ReadOnly) : e, path);
        }
    }

    static void RefuseWhatCannotBe(string path, JournalAccess access)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
            throw new JournalException(JournalFault.Unreachable,
                $"The folder {folder} of the journal {path} does not exist: create it or correct the path.");
        if (Directory.Exists(path))
            throw new JournalException(JournalFault.NotOurs, $"The journal {path} is a folder: name a file.");
        if (FileKind.Odd(path) is { } kind)
            throw new JournalException(JournalFault.NotOurs, $"The journal {path} is {kind}: name a file.");
        if (access != JournalAccess.Create && !File.Exists(path))
            throw new JournalException(
                JournalFault.Unreachable, $"There is no journal {path}: correct the path, or found a run there first.");
    }

    static string ToRead(string path)
    {
        var connectionString = SqlitePragmas.ConnectionString(path, SqliteOpenMode.ReadOnly);
        try
        {
            Look(connectionString, path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is CannotOpen or ReadOnly && !File.Exists(path + "-wal"))
        {
            // Where nobody may write, SQLite cannot make the files beside a journal that tell of writers; without a log there is none.
            connectionString = SqlitePragmas.ConnectionString($"file:{Uri.EscapeDataString(path)}?immutable=1", SqliteOpenMode.ReadOnly);
            Look(connectionString, path);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is CannotOpen or ReadOnly && File.Exists(path + "-wal"))
        {
            throw new JournalException(
                JournalFault.CannotWrite,
                $"The journal {path} was left by a process that was killed, and its last events lie in {Path.GetFileName(path)}-wal, which "
                + "is read only where files can be written: copy both to such a place and look there, or make this one writable.", e);
        }

        return connectionString;
    }

    static void Look(string connectionString, string path)
    {
        using var connection = Connect(connectionString);
        if (!IsJournal(connection, path)) throw Empty(path);
    }

    static JournalException Empty(string path) =>
        new(JournalFault.NotOurs, $"The journal {path} is empty: found a run there first.");

    static string ToWrite(string path, JournalAccess access)
    {
        var connectionString = SqlitePragmas.ConnectionString(path, SqliteOpenMode.ReadWriteCreate);
        using var connection = Connect(connectionString);

        // Looked at before anything is written: a file of another program stays as it is.
        if (IsJournal(connection, path))
        {
            RefuseUnwritable(connection);
            return connectionString;
        }

        if (access == JournalAccess.Create) UseWriteAheadLog(connection);
        // Waits for another process that creates it.
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!IsJournal(connection, path))
        {
            if (access != JournalAccess.Create) throw Empty(path);
            Run(connection, $"PRAGMA application_id = {Schema.ApplicationId}");
            foreach (var statement in Schema.Sqlite)
                Run(connection, statement);
        }

        transaction.Commit();
        return connectionString;
    }

    /// <summary>A journal in a place where this user may only read opens without a word until something is written.</summary>
    static void RefuseUnwritable(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        Run(connection, $"PRAGMA user_version = {Schema.Version}");
        transaction.Rollback();
    }

    /// <summary>SQLite does not wait for others here by itself, so two processes that create one journal meet in this loop.</summary>
    static void UseWriteAheadLog(SqliteConnection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Run(connection, "PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6 && attempt < 100)
            {
                Thread.Sleep(20);
            }
        }
    }

    static SqliteConnection Connect(string connectionString)
    {
        var connection = new SqliteConnection(connectionString + ";Pooling=False");
        try
        {
            connection.Open();
            SqlitePragmas.Set(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>False in a new file; an interrupted creation leaves one without tables, as good as none.</summary>
    static bool IsJournal(SqliteConnection connection, string path)
    {
        var id = Number(connection, "PRAGMA application_id");
        if (id == Schema.FormerApplicationId) throw Schema.Former(path);
        var tables = Number(connection, "SELECT count(*) FROM sqlite_master");
        if (id == 0 && tables == 0) return false;
        if (id != Schema.ApplicationId)
            throw new JournalException(
                JournalFault.NotOurs, $"The file {path} is a SQLite database of another program: name another journal.");

        // Another process may be in the transaction that creates it.
        if (tables == 0) return false;
        var version = Number(connection, "SELECT max(version) FROM format");
        return version == Schema.Version ? true : throw Schema.OtherFormat(path, version);
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }
}
