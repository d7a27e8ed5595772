using System.Security.Cryptography;
using System.Text;

namespace LossActors.FormerPersistence.Sqlite;

/// <summary>The tables, as steps that are applied once each; a step that was released is never changed.</summary>
static class SqliteSchema
{
    /// <summary>"LoAc": tells a journal of this program from any other SQLite file.</summary>
    public const int ApplicationId = 0x4C6F4163;

    public const string Versions =
        "CREATE TABLE schema_version(version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL, checksum TEXT NOT NULL) STRICT";

    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE node(
            node_id TEXT PRIMARY KEY, name TEXT NOT NULL, boot_id TEXT NOT NULL, pid INTEGER NOT NULL, start_time INTEGER NOT NULL,
            capacity TEXT NOT NULL, state TEXT NOT NULL CHECK(state IN ('active', 'leaving', 'dead')), started_at INTEGER NOT NULL,
            lease INTEGER NOT NULL, lease_until INTEGER NOT NULL, unbroken_since INTEGER NOT NULL) STRICT;
        CREATE TABLE run(
            number INTEGER PRIMARY KEY AUTOINCREMENT, run_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, config TEXT NOT NULL,
            fingerprint TEXT NOT NULL, arithmetic_class TEXT, state TEXT NOT NULL CHECK(state IN ('running', 'paused', 'ended')),
            stop_at INTEGER, created_at INTEGER NOT NULL) STRICT;
        CREATE TABLE actor(
            number INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES run, name TEXT NOT NULL, kind TEXT NOT NULL, owner TEXT,
            term INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL DEFAULT 0,
            status TEXT NOT NULL DEFAULT 'active' CHECK(status IN ('active', 'ended', 'parked')), reason TEXT, UNIQUE(run, name)) STRICT;
        CREATE TABLE journal(
            actor INTEGER NOT NULL REFERENCES actor, seq INTEGER NOT NULL, term INTEGER NOT NULL, turn_id TEXT NOT NULL,
            type TEXT NOT NULL, version INTEGER NOT NULL, data BLOB NOT NULL, crc INTEGER NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY(actor, seq)) STRICT, WITHOUT ROWID;
        CREATE TABLE snapshot(
            actor INTEGER NOT NULL REFERENCES actor, seq INTEGER NOT NULL, term INTEGER NOT NULL, format INTEGER NOT NULL,
            data BLOB NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY(actor, seq)) STRICT;
        CREATE TABLE mailbox(
            id INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run, recipient TEXT NOT NULL, key TEXT NOT NULL,
            type TEXT NOT NULL, data BLOB NOT NULL, UNIQUE(run, recipient, key)) STRICT;
        CREATE INDEX mailbox_arrival ON mailbox(run, recipient, id);
        CREATE TABLE wave(
            actor INTEGER NOT NULL REFERENCES actor, w INTEGER NOT NULL, closed INTEGER NOT NULL, data BLOB NOT NULL,
            PRIMARY KEY(actor, w)) STRICT;
        CREATE TABLE work(
            asked INTEGER PRIMARY KEY AUTOINCREMENT, work_id TEXT NOT NULL UNIQUE, class TEXT NOT NULL, request BLOB NOT NULL,
            state TEXT NOT NULL DEFAULT 'ready' CHECK(state IN ('ready', 'leased', 'done', 'poison')), leased_by TEXT,
            unwitnessed INTEGER NOT NULL DEFAULT 0, deaths INTEGER NOT NULL DEFAULT 0, priority INTEGER NOT NULL,
            first_run INTEGER NOT NULL REFERENCES run, result BLOB, seconds REAL, node TEXT, device TEXT) STRICT;
        CREATE INDEX work_leased ON work(leased_by) WHERE state = 'leased';
        CREATE INDEX work_first_run ON work(first_run);
        CREATE TABLE work_requester(
            work INTEGER NOT NULL REFERENCES work, run INTEGER NOT NULL REFERENCES run, recipient TEXT NOT NULL, key TEXT NOT NULL,
            PRIMARY KEY(work, run, recipient, key)) STRICT, WITHOUT ROWID;
        CREATE INDEX work_requester_run ON work_requester(run, work);
        """,
    ];

    public static string ChecksumOf(int version) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Steps[version - 1])))[..16];
}
