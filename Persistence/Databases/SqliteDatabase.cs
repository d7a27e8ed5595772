using System.Data.Common;
using LinqToDB;
using LossActors.Persistence.Addresses;
using Microsoft.Data.Sqlite;

namespace LossActors.Persistence.Databases;

/// <summary>A journal in a file. Several processes of one machine may share it.</summary>
public sealed class SqliteDatabase : Database
{
    readonly string connectionString;

    SqliteDatabase(JournalAddress address, string connectionString)
        : base(address) => this.connectionString = connectionString;

    public override DataOptions Options => new DataOptions().UseConnectionString(ProviderName.SQLiteMS, connectionString)
        .UseInterceptor(new SqlitePragmas());

    internal override string Now => "(julianday('now') - 2440587.5) * 86400.0";

    /// <summary>A transaction begins IMMEDIATE and holds the whole file.</summary>
    internal override string ForUpdate => "";

    internal static new async Task<SqliteDatabase> Open(JournalAddress address, JournalAccess access)
    {
        var path = Path.GetFullPath(address.Location);
        var connectionString = await Task.Run(() => SqliteOpening.Prepare(path, access)).ConfigureAwait(false);
        return new(address with { Location = path }, connectionString);
    }

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    internal override async Task<DbConnection> Connect()
    {
        var connection = new SqliteConnection(connectionString);
        try
        {
            await connection.OpenAsync().ConfigureAwait(false);
            SqlitePragmas.Set(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal override Exception Explain(Exception error) => SqliteFaults.Explain(error, Journal);
}
