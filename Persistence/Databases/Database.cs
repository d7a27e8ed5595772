using System.Data.Common;
using LinqToDB;
using LossActors.Persistence.Addresses;

namespace LossActors.Persistence.Databases;

/// <summary>
/// An open journal's database: SQLite or PostgreSQL, with the tables of <see cref="Schema"/>. Safe for use by many threads; each call has a
/// connection of its own. Every failure is a <see cref="JournalException"/>.
/// </summary>
public abstract class Database(JournalAddress address) : IAsyncDisposable
{
    public JournalAddress Address => address;

    /// <summary>As it may be shown: no secrets.</summary>
    public string Journal => address.Kind == JournalKind.Sqlite ? address.Location : address.ToString();

    /// <summary>What the journal's plugin connects with.</summary>
    public abstract DataOptions Options { get; }

    /// <summary>SQL: seconds since 1970 by the database's own clock, moving within a transaction.</summary>
    internal abstract string Now { get; }

    /// <summary>SQL: ends a SELECT whose rows nobody else may change before the transaction ends.</summary>
    internal abstract string ForUpdate { get; }

    /// <exception cref="JournalException">The journal is out of reach, not ours, of another version, or damaged.</exception>
    public static async Task<Database> Open(JournalAddress address, JournalAccess access = JournalAccess.Create) => address.Kind switch
    {
        JournalKind.Sqlite => await SqliteDatabase.Open(address, access).ConfigureAwait(false),
        JournalKind.Postgres => await PostgresDatabase.Open(address, access).ConfigureAwait(false),
        _ => throw new ArgumentOutOfRangeException(nameof(address)),
    };

    /// <summary>Statements that each stand alone.</summary>
    public Task<T> Use<T>(Func<Session, Task<T>> work) => Guard(async () =>
    {
        await using var connection = await Connect().ConfigureAwait(false);
        return await work(new Session(connection)).ConfigureAwait(false);
    });

    /// <summary>One transaction: committed whole when the work returns, or not at all. The work may be repeated.</summary>
    public Task<T> Transact<T>(Func<Session, Task<T>> work) => Guard(async () =>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await Connect().ConfigureAwait(false);
                await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
                var result = await work(new Session(connection, transaction)).ConfigureAwait(false);
                await transaction.CommitAsync().ConfigureAwait(false);
                return result;
            }
            catch (DbException e) when (attempt < 5 && IsVictim(e))
            {
                // Chosen to end a deadlock: nothing of it was done.
                await Task.Delay(20 * attempt).ConfigureAwait(false);
            }
        }
    });

    /// <summary>Rows as they come, in one reading.</summary>
    public async IAsyncEnumerable<T> Stream<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] arguments)
    {
        await using var connection = await Guard(Connect).ConfigureAwait(false);
        await using var rows = new Session(connection).Stream(sql, read, arguments).GetAsyncEnumerator();
        while (await Guard(async () => await rows.MoveNextAsync().ConfigureAwait(false)).ConfigureAwait(false))
            yield return rows.Current;
    }

    /// <summary>Checks what holds the events, where the database has a check of its own.</summary>
    /// <exception cref="JournalException">It is damaged.</exception>
    public abstract Task CheckIntegrity();

    public abstract ValueTask DisposeAsync();

    internal abstract Task<DbConnection> Connect();

    internal abstract Exception Explain(Exception error);

    private protected virtual bool IsVictim(DbException error) => false;

    async Task<T> Guard<T>(Func<Task<T>> work)
    {
        try
        {
            // Microsoft.Data.Sqlite's asynchronous methods block: never the caller's thread.
            return await (address.Kind == JournalKind.Sqlite ? Task.Run(work) : work()).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not JournalException)
        {
            var explained = Explain(e);
            if (ReferenceEquals(explained, e)) throw;
            throw explained;
        }
    }
}
