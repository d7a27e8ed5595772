using LossActors.Persistence.Addresses;

namespace LossActors.Persistence.Databases;

/// <summary>
/// The tables. <c>journal</c>, <c>tags</c> and <c>snapshot</c> are Akka.Persistence.Sql's by names and types; the others are ours. Each
/// statement is run in the transaction that creates a journal.
/// </summary>
static class Schema
{
    /// <summary>Raised with any change of the tables.</summary>
    public const int Version = 1;

    /// <summary>"LoAk": tells a SQLite journal of this program from any other file.</summary>
    public const int ApplicationId = 0x4C6F416B;

    /// <summary>"LoAc": journals that the version before Akka.NET wrote.</summary>
    public const int FormerApplicationId = 0x4C6F4163;

    public static IEnumerable<string> Sqlite => Statements("INTEGER PRIMARY KEY AUTOINCREMENT", "BLOB", "INTEGER", "REAL", "BINARY");

    public static IEnumerable<string> Postgres =>
        Statements("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BYTEA", "BOOLEAN", "DOUBLE PRECISION", "\"C\"");

    public static JournalException Former(string journal) => new(
        JournalFault.NotOurs,
        $"The journal {journal} is of the former version of LossActors, from before Akka.NET: end its runs with that version, "
        + "or name another journal.");

    public static JournalException OtherFormat(string journal, long version) => new(
        JournalFault.Newer,
        $"The journal {journal} has format {version}, this program knows {Version}: "
        + (version > Version ? "use a newer version of the program." : "it is damaged; restore it from a backup."));

    /// <summary>Texts are compared by their bytes, so that a range of persistence ids is a range of the index.</summary>
    static IEnumerable<string> Statements(string identity, string bytes, string boolean, string real, string order) =>
    [
        // The unique key fences: of two owners of one entity only one writes its next event. A row without a serializer's number would be
        // read by the .NET type name in its manifest, so there is none.
        $"""
         CREATE TABLE journal(
             ordering {identity}, created BIGINT NOT NULL, deleted {boolean} NOT NULL,
             persistence_id VARCHAR(255) COLLATE {order} NOT NULL, sequence_number BIGINT NOT NULL,
             message {bytes} NOT NULL, manifest VARCHAR(500) NOT NULL, identifier INTEGER NOT NULL, writer_uuid VARCHAR(128),
             UNIQUE(persistence_id, sequence_number))
         """,
        $"""
         CREATE TABLE tags(
             ordering_id BIGINT NOT NULL, tag VARCHAR(64) NOT NULL, sequence_nr BIGINT NOT NULL,
             persistence_id VARCHAR(255) COLLATE {order} NOT NULL, PRIMARY KEY(ordering_id, tag))
         """,
        "CREATE INDEX tags_by_tag ON tags(tag, ordering_id)",
        $"""
         CREATE TABLE snapshot(
             persistence_id VARCHAR(255) COLLATE {order} NOT NULL, sequence_number BIGINT NOT NULL, created BIGINT NOT NULL,
             snapshot {bytes} NOT NULL, manifest VARCHAR(500) NOT NULL, serializer_id INTEGER NOT NULL,
             PRIMARY KEY(persistence_id, sequence_number))
         """,
        $"""
         CREATE TABLE node(
             address TEXT COLLATE {order} NOT NULL, incarnation TEXT COLLATE {order} NOT NULL, uid BIGINT NOT NULL,
             state TEXT NOT NULL CHECK(state IN ('joining', 'up', 'down')), beat BIGINT NOT NULL, beat_at {real} NOT NULL,
             thumbprint TEXT NOT NULL, certificate {bytes} NOT NULL, name TEXT NOT NULL, boot TEXT NOT NULL, pid INTEGER NOT NULL,
             started TEXT NOT NULL, capacity TEXT NOT NULL, drain {boolean} NOT NULL, PRIMARY KEY(address, incarnation))
         """,
        $"CREATE TABLE lease(name TEXT PRIMARY KEY, owner TEXT NOT NULL, until {real} NOT NULL)",
        $"""
         CREATE TABLE parked(
             persistence_id TEXT COLLATE {order} PRIMARY KEY, reason TEXT NOT NULL, node TEXT NOT NULL, at {real} NOT NULL)
         """,
        "CREATE TABLE format(version INTEGER NOT NULL)",
        $"INSERT INTO format VALUES({Version})",
    ];
}
