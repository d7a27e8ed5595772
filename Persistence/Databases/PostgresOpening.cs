using LossActors.Persistence.Addresses;
using Npgsql;

namespace LossActors.Persistence.Databases;

/// <summary>Creates the tables in one transaction, or says why not. Several nodes may start at once.</summary>
static class PostgresOpening
{
    const string Lock = "SELECT pg_advisory_xact_lock(hashtext('lossactors.schema'))";

    public static Task Prepare(NpgsqlDataSource source, string schema, string journal, JournalAccess access) => Repeatedly(
        source, journal, async connection =>
        {
            if (access != JournalAccess.Create) await Look(new Session(connection), schema, journal).ConfigureAwait(false);
            else await Create(connection, schema, journal, commit: true).ConfigureAwait(false);
            return true;
        });

    /// <summary>As creating it, but nothing of it stays.</summary>
    /// <returns>Whether it is there already.</returns>
    public static Task<bool> Try(NpgsqlDataSource source, string schema, string journal) =>
        Repeatedly(source, journal, connection => Create(connection, schema, journal, commit: false));

    static async Task<T> Repeatedly<T>(NpgsqlDataSource source, string journal, Func<NpgsqlConnection, Task<T>> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
                return await act(connection).ConfigureAwait(false);
            }
            catch (PostgresException e) when (attempt < 10 && e.SqlState is
                "42P06" or "42P07" or "23505" or "55P03" or "40P01" or "XX000" or "25P03")
            {
                // Another node creates the same objects at this moment, or this machine is too busy to do it in time: once more.
                await Task.Delay(100 * attempt).ConfigureAwait(false);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                throw PostgresFaults.Explain(e, journal);
            }
        }
    }

    /// <returns>Whether it was there before.</returns>
    static async Task<bool> Create(NpgsqlConnection connection, string schema, string journal, bool commit)
    {
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        var session = new Session(connection, transaction);
        if (await session.Any("SELECT 1 WHERE pg_is_in_recovery()").ConfigureAwait(false))
            throw new JournalException(JournalFault.CannotWrite, $"The server of the journal {journal} is a replica: name the primary.");
        await session.Run(Lock).ConfigureAwait(false);
        if (!await session.Any("SELECT 1 FROM pg_namespace WHERE nspname = @s", ("s", schema)).ConfigureAwait(false))
            await session.Run($"CREATE SCHEMA {Quoted(schema)}").ConfigureAwait(false);
        var isThere = await IsJournal(session, schema, journal).ConfigureAwait(false);
        foreach (var statement in isThere ? [] : Schema.Postgres) await session.Run(statement).ConfigureAwait(false);
        if (commit) await transaction.CommitAsync().ConfigureAwait(false);
        // Asks for the right to write alone.
        else if (isThere) await session.Run("DELETE FROM lease WHERE name IS NULL").ConfigureAwait(false);
        return isThere;
    }

    static async Task Look(Session session, string schema, string journal)
    {
        if (!await IsJournal(session, schema, journal).ConfigureAwait(false))
            throw new JournalException(JournalFault.Unreachable,
                $"There is no journal in {journal}: correct the address, or found a run there first.");
    }

    /// <summary>False in an empty schema.</summary>
    static async Task<bool> IsJournal(Session session, string schema, string journal)
    {
        var tables = await session.List(
            "SELECT tablename FROM pg_tables WHERE schemaname = @s", r => r.GetString(0), ("s", schema)).ConfigureAwait(false);
        if (tables.Count == 0) return false;
        if (tables.Contains("schema_version") && tables.Contains("mailbox")) throw Schema.Former(journal);
        if (!tables.Contains("format") || !tables.Contains("journal"))
            throw new JournalException(JournalFault.NotOurs,
                $"The schema {schema} of {journal} holds another program's tables: name another with 'Search Path'.");
        var version = (await session.List("SELECT max(version) FROM format", r => r.GetInt32(0)).ConfigureAwait(false))[0];
        return version == Schema.Version ? true : throw Schema.OtherFormat(journal, version);
    }

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
