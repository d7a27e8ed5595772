using System.Security.Cryptography;
using System.Text;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>The tables, as steps that are applied once each; a step that was released is never changed.</summary>
static class PostgresSchema
{
    public const string Versions =
        """
        CREATE TABLE schema_version(
            version int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp(), checksum text NOT NULL)
        """;

    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE node(
            node_id text PRIMARY KEY, name text NOT NULL, boot_id text NOT NULL, pid int NOT NULL, start_time bigint NOT NULL,
            capacity text NOT NULL, state text NOT NULL CHECK(state IN ('active', 'leaving', 'dead')), started_at timestamptz NOT NULL,
            lease interval NOT NULL, lease_until timestamptz NOT NULL, unbroken_since timestamptz NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE run(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run_id text NOT NULL UNIQUE, name text NOT NULL UNIQUE,
            config text NOT NULL, fingerprint text NOT NULL, arithmetic_class text,
            state text NOT NULL CHECK(state IN ('running', 'paused', 'ended')), stop_at int, created_at timestamptz NOT NULL);
        CREATE TABLE actor(
            number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run bigint NOT NULL REFERENCES run, name text COLLATE "C" NOT NULL,
            kind text NOT NULL, owner text, term bigint NOT NULL DEFAULT 0, seq bigint NOT NULL DEFAULT 0,
            status text NOT NULL DEFAULT 'active' CHECK(status IN ('active', 'ended', 'parked')), reason text,
            UNIQUE(run, name)) WITH (fillfactor = 70);
        CREATE TABLE journal(
            actor bigint NOT NULL, seq bigint NOT NULL, term bigint NOT NULL, turn_id text NOT NULL, type text NOT NULL,
            version int NOT NULL, data bytea NOT NULL, crc bigint NOT NULL, at timestamptz NOT NULL, PRIMARY KEY(actor, seq));
        CREATE TABLE snapshot(
            actor bigint NOT NULL, seq bigint NOT NULL, term bigint NOT NULL, format int NOT NULL, data bytea NOT NULL,
            crc bigint NOT NULL, PRIMARY KEY(actor, seq));
        CREATE TABLE mailbox(
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run bigint NOT NULL, recipient text COLLATE "C" NOT NULL,
            key text COLLATE "C" NOT NULL, type text NOT NULL, data bytea NOT NULL, UNIQUE(run, recipient, key));
        CREATE INDEX mailbox_arrival ON mailbox(run, recipient, id);
        CREATE TABLE wave(
            actor bigint NOT NULL, w int NOT NULL, closed boolean NOT NULL, data bytea NOT NULL, PRIMARY KEY(actor, w));
        CREATE TABLE work(
            asked bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, work_id text COLLATE "C" NOT NULL UNIQUE, class text NOT NULL,
            request bytea NOT NULL, state text NOT NULL DEFAULT 'ready' CHECK(state IN ('ready', 'leased', 'done', 'poison')),
            leased_by text, claim text, unwitnessed int NOT NULL DEFAULT 0, deaths int NOT NULL DEFAULT 0, priority bigint NOT NULL,
            first_run bigint NOT NULL, result bytea, seconds double precision, node text, device text) WITH (fillfactor = 70);
        CREATE INDEX work_ready ON work(asked) WHERE state = 'ready';
        CREATE INDEX work_leased ON work(leased_by) WHERE state = 'leased';
        CREATE INDEX work_first_run ON work(first_run);
        CREATE TABLE work_requester(
            work bigint NOT NULL REFERENCES work, run bigint NOT NULL, recipient text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
            PRIMARY KEY(work, run, recipient, key));
        CREATE INDEX work_requester_run ON work_requester(run, work);
        """,

        // Claims read ready work in their order, however much of it there is.
        """
        CREATE INDEX work_urgent ON work(priority, asked) WHERE state = 'ready';
        DROP INDEX work_ready;
        """,
    ];

    public static string ChecksumOf(int version) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Steps[version - 1])))[..16];
}
