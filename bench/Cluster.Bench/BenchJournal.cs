using System.Globalization;
using LossActors.Actors.Entities;
using LossActors.Host.Nodes;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;

namespace LossActors.Cluster.Bench;

/// <summary>A journal of the measurement's own, which is dropped at the end.</summary>
sealed class BenchJournal : IAsyncDisposable
{
    const int RowsAStatement = 100;

    readonly string address, name;

    BenchJournal(string address, string name, Database database) => (this.address, this.name, Database) = (address, name, database);

    public Database Database { get; }

    public bool IsPostgres => Database.Address.Kind == JournalKind.Postgres;

    public string Kind => IsPostgres ? "PostgreSQL" : "SQLite";

    public static async Task<BenchJournal> Open(BenchOptions options)
    {
        var name = $"bench_{Guid.NewGuid():N}"[..16];
        var address = options.Journal.StartsWith("sqlite:", StringComparison.Ordinal)
            ? $"{options.Journal}/{name}.db" : $"{options.Journal}?search_path={name}&connect_timeout=60";
        return new BenchJournal(address, name, await Database.Open(JournalAddress.Parse(address)));
    }

    /// <summary>Another opening of it, as another machine would have: on PostgreSQL with a pool of connections of its own.</summary>
    public Task<Database> OpenAgain(int number) => Database.Open(
        JournalAddress.Parse(IsPostgres ? $"{address}&application_name=bench-{number}" : address), JournalAccess.Existing);

    /// <summary>Pid of the server's first process, if it runs on this machine.</summary>
    public async Task<int?> Postmaster() => IsPostgres
        ? int.Parse((await Ask<string>("SELECT pg_read_file('postmaster.pid', 0, 20)")).Split('\n')[0], CultureInfo.InvariantCulture)
        : null;

    public Task<long> Commits() => IsPostgres
        ? Ask<long>("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()") : Task.FromResult(0L);

    public Task<long> Connections() => IsPostgres
        ? Ask<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") : Task.FromResult(0L);

    public Task<long> LastOrdering() => Ask<long>("SELECT coalesce(max(ordering), 0) FROM journal");

    /// <summary>Events after a place, by kind and type, such as <c>evaluation:Done</c>.</summary>
    public async Task<Dictionary<string, int>> EventsAfter(long ordering) => (await Database.Use(s => s.List(
            "SELECT manifest FROM journal WHERE ordering > @o", r => r.GetString(0), ("o", ordering))))
        .CountBy(m => string.Join(':', m.Split(':').Take(2))).ToDictionary();

    /// <summary>Writes events as the journal's plugin would, many at a time.</summary>
    public async Task Write(IEnumerable<(string PersistenceId, long SequenceNumber, Journaled Event)> events)
    {
        var bytes = new EventBytes(NodeComposition.Codecs);
        foreach (var chunk in events.Chunk(RowsAStatement * 100))
        {
            await Database.Transact(async session =>
            {
                foreach (var rows in chunk.Chunk(RowsAStatement))
                {
                    var values = rows.Select((_, i) => $"(0, {(IsPostgres ? "FALSE" : "0")}, @p{i}, @n{i}, @b{i}, @m{i}, 8101, 'bench')");
                    var arguments = rows.Select((row, i) =>
                    {
                        var (manifest, payload) = bytes.Write(row.Event);
                        return new (string, object?)[]
                        {
                            ($"p{i}", row.PersistenceId), ($"n{i}", row.SequenceNumber), ($"b{i}", payload), ($"m{i}", manifest),
                        };
                    });
                    await session.Run(
                        "INSERT INTO journal(created, deleted, persistence_id, sequence_number, message, manifest, identifier, "
                        + $"writer_uuid) VALUES {string.Join(',', values)}", [.. arguments.SelectMany(a => a)]);
                }

                return 0;
            });
        }
    }

    public async Task<T> Ask<T>(string sql) => (await Database.Use(s => s.List(
        sql, r => (T)Convert.ChangeType(r.GetValue(0), typeof(T), CultureInfo.InvariantCulture))))[0];

    public async ValueTask DisposeAsync()
    {
        if (IsPostgres) await Database.Use(s => s.Run($"DROP SCHEMA {name} CASCADE"));
        var file = Database.Address.Location;
        var isFile = !IsPostgres;
        await Database.DisposeAsync();
        if (!isFile) return;
        foreach (var part in new[] { "", "-wal", "-shm" }) File.Delete(file + part);
    }
}
