using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>Creates or upgrades the schema in one transaction, or says why not. Several nodes may start at once.</summary>
static class PostgresOpening
{
    const string Lock = "SELECT pg_advisory_xact_lock(hashtext('lossactors.schema'))";

    public static async Task Prepare(NpgsqlDataSource source, string schema, string journal, JournalAccess access)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
                if (access == JournalAccess.Create)
                    await CreateOrUpgrade(connection, schema, journal).ConfigureAwait(false);
                else
                    await Look(connection, schema, journal).ConfigureAwait(false);
                return;
            }
            catch (PostgresException e) when (attempt < 10 && e.SqlState is "42P06" or "42P07" or "23505" or "55P03" or "40P01" or "XX000")
            {
                // Another node creates the same objects at this moment; next time they are there.
                await Task.Delay(100 * attempt).ConfigureAwait(false);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                throw PostgresFaults.Explain(e, journal);
            }
        }
    }

    static async Task CreateOrUpgrade(NpgsqlConnection connection, string schema, string journal)
    {
        if (await IsReplica(connection).ConfigureAwait(false))
            throw new JournalException(JournalFault.CannotWrite, $"The server of the journal {journal} is a replica: name the primary.");
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        await connection.Run(Lock).ConfigureAwait(false);
        if (!await SchemaExists(connection, schema).ConfigureAwait(false))
            await connection.Run($"CREATE SCHEMA {Quoted(schema)}").ConfigureAwait(false);
        var applied = 0;
        if (await IsEmpty(connection, schema).ConfigureAwait(false))
            await connection.Run(PostgresSchema.Versions).ConfigureAwait(false);
        else
            applied = await AppliedVersion(connection, schema, journal).ConfigureAwait(false);
        for (var version = applied + 1; version <= PostgresSchema.Steps.Count; version++)
        {
            await connection.Run(PostgresSchema.Steps[version - 1]).ConfigureAwait(false);
            await connection.Run(
                "INSERT INTO schema_version(version, checksum) VALUES($1, $2)",
                version, PostgresSchema.ChecksumOf(version)).ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
    }

    static async Task Look(NpgsqlConnection connection, string schema, string journal)
    {
        if (await IsEmpty(connection, schema).ConfigureAwait(false))
            throw new JournalException(JournalFault.Unreachable,
                $"There is no journal in {journal}: correct the address, or found a run there first.");
        if (await AppliedVersion(connection, schema, journal).ConfigureAwait(false) < PostgresSchema.Steps.Count)
            throw new JournalException(JournalFault.NotOurs,
                $"The journal {journal} is of an older version: open it once with a command that writes, which upgrades it.");
    }

    static async Task<int> AppliedVersion(NpgsqlConnection connection, string schema, string journal)
    {
        var known = await connection.Any(
            "SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = 'schema_version'", schema).ConfigureAwait(false);
        if (!known)
            throw new JournalException(JournalFault.NotOurs,
                $"The schema {schema} of {journal} holds another program's tables: name another with 'Search Path'.");
        var versions = await connection.List(
            "SELECT version, checksum FROM schema_version ORDER BY version",
            r => (Version: r.GetInt32(0), Checksum: r.GetString(1))).ConfigureAwait(false);
        var applied = versions.Count == 0 ? 0 : versions[^1].Version;
        if (applied > PostgresSchema.Steps.Count)
            throw new JournalException(JournalFault.Newer,
                $"The journal {journal} has schema version {applied}, this program knows "
                + $"{PostgresSchema.Steps.Count}: use a newer version of the program.");
        foreach (var (version, checksum) in versions)
        {
            if (checksum != PostgresSchema.ChecksumOf(version))
                throw new JournalException(JournalFault.NotOurs,
                    $"Schema version {version} of the journal {journal} is not this program's: use the version of "
                    + "the program that made it.");
        }

        return applied;
    }

    static Task<bool> IsReplica(NpgsqlConnection connection) => connection.Any("SELECT 1 WHERE pg_is_in_recovery()");

    static Task<bool> SchemaExists(NpgsqlConnection connection, string schema) =>
        connection.Any("SELECT 1 FROM pg_namespace WHERE nspname = $1", schema);

    static async Task<bool> IsEmpty(NpgsqlConnection connection, string schema) =>
        !await connection.Any("SELECT 1 FROM pg_tables WHERE schemaname = $1", schema).ConfigureAwait(false);

    static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
