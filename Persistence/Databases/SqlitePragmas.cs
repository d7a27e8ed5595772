using System.Data.Common;
using LinqToDB.Interceptors;
using Microsoft.Data.Sqlite;

namespace LossActors.Persistence.Databases;

/// <summary>What each connection to a SQLite journal is set to, the plugin's too. The write-ahead log is a property of the file.</summary>
sealed class SqlitePragmas : ConnectionInterceptor
{
    /// <summary>
    /// How long a statement waits for another's lock, in seconds; with the wait inside SQLite below the journal's call-timeout.
    /// </summary>
    public const int SecondsToWaitForALock = 12;

    public static void Set(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 3000; PRAGMA wal_autocheckpoint = 4000";
        command.ExecuteNonQuery();
    }

    public static string ConnectionString(string source, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = source, Mode = mode, DefaultTimeout = SecondsToWaitForALock,
    }.ToString();

    public override void ConnectionOpened(ConnectionEventData eventData, DbConnection connection) => Set(connection);

    public override Task ConnectionOpenedAsync(ConnectionEventData eventData, DbConnection connection, CancellationToken cancellationToken)
    {
        Set(connection);
        return Task.CompletedTask;
    }
}
