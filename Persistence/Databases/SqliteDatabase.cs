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

    /// <summary>Every page, and that each index has what its table has.</summary>
    public override async Task CheckIntegrity()
    {
        var faults = await Use(session => session.List("PRAGMA integrity_check(1)", r => r.GetString(0))).ConfigureAwait(false);
        if (faults is ["ok"]) return;
        var what = string.Join(' ', faults).ReplaceLineEndings(" ");
        throw new JournalException(JournalFault.Damaged, $"The journal {Journal} is damaged ({what}): restore it from a backup.");
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
