using System.Data.Common;
using LinqToDB;
using LossActors.Persistence.Addresses;
using Npgsql;

namespace LossActors.Persistence.Databases;

/// <summary>A journal in a schema of a PostgreSQL database.</summary>
public sealed class PostgresDatabase : Database
{
    readonly NpgsqlDataSource source;
    readonly string connectionString;

    PostgresDatabase(JournalAddress address, string connectionString)
        : base(address)
    {
        this.connectionString = connectionString;
        source = NpgsqlDataSource.Create(connectionString);
    }

    public override DataOptions Options => new DataOptions().UseConnectionString(ProviderName.PostgreSQL15, connectionString);

    internal override string Now => "extract(epoch FROM clock_timestamp())";

    internal override string ForUpdate => "FOR UPDATE";

    internal static new async Task<PostgresDatabase> Open(JournalAddress address, JournalAccess access)
    {
        var settings = PostgresAddress.ForAJournal(address.Location, access);
        var database = new PostgresDatabase(address, settings.ToString());
        try
        {
            await PostgresOpening.Prepare(database.source, settings.SearchPath!, database.Journal, access).ConfigureAwait(false);
            return database;
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether the journal is there, and that it may be written, or made where it is not; changes nothing.</summary>
    /// <exception cref="JournalException">It may not, or the server is out of reach.</exception>
    public static async Task<bool> IsThere(JournalAddress address)
    {
        var settings = PostgresAddress.ForAJournal(address.Location, JournalAccess.Create);
        await using var database = new PostgresDatabase(address, settings.ToString());
        return await PostgresOpening.Try(database.source, settings.SearchPath!, database.Journal).ConfigureAwait(false);
    }

    /// <summary>A server checks a page as it reads it, where its cluster has checksums: reading every event is that.</summary>
    public override Task CheckIntegrity() => Task.CompletedTask;

    /// <summary>The pool that the plugin's connections come from ends with the process: another system may use it.</summary>
    public override ValueTask DisposeAsync() => source.DisposeAsync();

    internal override async Task<DbConnection> Connect() => await source.OpenConnectionAsync().ConfigureAwait(false);

    internal override Exception Explain(Exception error) => PostgresFaults.Explain(error, Journal);

    private protected override bool IsVictim(DbException error) => error.SqlState is "40P01" or "40001";
}
