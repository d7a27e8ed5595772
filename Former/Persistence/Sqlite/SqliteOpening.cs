using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Sqlite;

/// <summary>From a path to a session on a journal of the right version: creates it, upgrades it, or says why not.</summary>
static class SqliteOpening
{
    public static SqliteSession Open(string path, JournalAccess access, TimeProvider time)
    {
        try
        {
            RefuseWhatCannotBe(path, access);
            return access == JournalAccess.ReadOnly ? OpenToRead(path) : OpenToWrite(path, time);
        }
        catch (SqliteException e)
        {
            throw SqliteFaults.Explain(e, path);
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
        if (access != JournalAccess.Create && !File.Exists(path))
            throw new JournalException(JournalFault.Unreachable,
                $"There is no journal {path}: correct the path, or found a run there first.");
    }

    static SqliteSession OpenToRead(string path)
    {
        var session = new SqliteSession(path, SqliteOpenMode.ReadOnly);
        try
        {
            switch (CommittedVersion(session, path))
            {
                case null:
                    throw new JournalException(JournalFault.NotOurs, $"The journal {path} is empty: found a run there first.");
                case { } applied when applied < SqliteSchema.Steps.Count:
                    throw new JournalException(JournalFault.NotOurs,
                        $"The journal {path} is of an older version: open it once with a command that writes, which upgrades it.");
                default:
                    return session;
            }
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    static SqliteSession OpenToWrite(string path, TimeProvider time)
    {
        var session = new SqliteSession(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // Looked at before anything is written: a file of another program stays as it is.
            _ = CommittedVersion(session, path);
            UseWriteAheadLog(session);
            session.Run("BEGIN IMMEDIATE");
            Upgrade(session, path, time);
            session.Run("COMMIT");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>SQLite does not wait for others here by itself, so two processes that create one journal meet in this loop.</summary>
    static void UseWriteAheadLog(SqliteSession session)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                session.Script("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is 5 or 6 && attempt < 100)
            {
                Thread.Sleep(20);
            }
        }
    }

    static void Upgrade(SqliteSession session, string path, TimeProvider time)
    {
        var applied = Version(session, path);
        if (applied is null)
        {
            session.Script($"PRAGMA application_id = {SqliteSchema.ApplicationId}");
            session.Script(SqliteSchema.Versions);
        }

        for (var version = (applied ?? 0) + 1; version <= SqliteSchema.Steps.Count; version++)
        {
            session.Script(SqliteSchema.Steps[version - 1]);
            session.Run(
                "INSERT INTO schema_version VALUES(?1, ?2, ?3)",
                version, time.GetUtcNow().ToUnixTimeMilliseconds(), SqliteSchema.ChecksumOf(version));
        }
    }

    /// <summary>All of it from one snapshot: between two reads another process may finish creating the journal.</summary>
    static int? CommittedVersion(SqliteSession session, string path)
    {
        session.Run("BEGIN");
        var version = Version(session, path);
        session.Run("COMMIT");
        return version;
    }

    /// <summary>The schema version applied; null in a new file.</summary>
    static int? Version(SqliteSession session, string path) => IsNew(session, path) ? null : AppliedVersion(session, path);

    /// <summary>An interrupted creation leaves a file without tables: as good as none.</summary>
    static bool IsNew(SqliteSession session, string path)
    {
        var id = session.Number("PRAGMA application_id");
        if (id == SqliteSchema.ApplicationId)
            return false;
        if (id == 0 && !session.Any("SELECT 1 FROM sqlite_master"))
            return true;
        throw new JournalException(JournalFault.NotOurs, $"The file {path} is a SQLite database of another program: name another journal.");
    }

    static int AppliedVersion(SqliteSession session, string path)
    {
        var versions = session.List(
            "SELECT version, checksum FROM schema_version ORDER BY version", r => (Version: r.GetInt32(0), Checksum: r.GetString(1)));
        var applied = versions.Count == 0 ? 0 : versions[^1].Version;
        if (applied > SqliteSchema.Steps.Count)
            throw new JournalException(JournalFault.Newer,
                $"The journal {path} has schema version {applied}, this program knows {SqliteSchema.Steps.Count}: "
                + "use a newer version of the program.");
        foreach (var (version, checksum) in versions)
        {
            if (checksum != SqliteSchema.ChecksumOf(version))
                throw new JournalException(JournalFault.NotOurs,
                    $"Schema version {version} of the journal {path} is not this program's: use the version of the program that made it.");
        }

        return applied;
    }
}
