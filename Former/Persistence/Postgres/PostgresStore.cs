using System.Runtime.InteropServices;
using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>
/// The journal in PostgreSQL 15 or newer, for any number of machines. The turns of this process go in batches, one statement each,
/// from one writer; other calls take connections from a bounded pool. A lost connection is made anew and the call repeated, for as
/// long as <c>patience</c> allows: every statement is written so that its repetition does no harm.
/// </summary>
public sealed partial class PostgresStore : IStore
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly string journal;
    readonly NpgsqlDataSource source;
    readonly NpgsqlDataSource leases;
    readonly PostgresRetry retry;
    readonly HintSignal hint;
    readonly PostgresHints hints;
    readonly TurnWriter writer;
    readonly ClaimDesk claims;
    readonly WriteHook? hook;
    long writes;

    PostgresStore(string address, NpgsqlDataSource source, NpgsqlDataSource leases, TimeProvider time, WriteHook? hook, TimeSpan patience)
    {
        (this.source, this.leases, this.hook) = (source, leases, hook);
        journal = address;
        retry = new(journal, patience);
        hint = new(time);
        hints = new(source, hint);
        writer = new(source, retry, hints);
        claims = new(ClaimNow);
    }

    public long Hint => hint.Value;

    /// <summary>How this store names itself in its notifications.</summary>
    internal string Speaker => hints.Speaker;

    /// <param name="address">A <c>postgres://</c> URL or an Npgsql connection string.</param>
    /// <param name="time">Only for how long to wait for hints: leases run on the server's clock.</param>
    /// <param name="hook">Called around each write.</param>
    /// <param name="patience">How long a call goes on trying while the server is away; 30 s unless told.</param>
    /// <exception cref="JournalException">The server is out of reach or refuses, the schema is not ours or newer.</exception>
    /// <exception cref="FormatException">The address cannot be read.</exception>
    public static async Task<PostgresStore> Open(
        string address, JournalAccess access = JournalAccess.Create, TimeProvider? time = null, WriteHook? hook = null,
        TimeSpan? patience = null)
    {
        var settings = PostgresAddress.ForAStore(address, access);
        var shown = PostgresAddress.WithoutSecrets(address);
        var source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        var schema = settings.SearchPath!.Split(',')[0].Trim().Trim('"');
        try
        {
            await PostgresOpening.Prepare(source, schema, shown, access).ConfigureAwait(false);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        // A heartbeat that waits behind work makes the busiest node look dead.
        settings.MaxPoolSize = 2;
        settings.MinPoolSize = 0;
        settings.CommandTimeout = Math.Min(settings.CommandTimeout, 3);
        settings.CancellationTimeout = -1;
        var leases = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        return new(shown, source, leases, time ?? TimeProvider.System, hook, patience ?? Patience);
    }

    public Task WaitForHint(long seen, TimeSpan atMost, CancellationToken stop) => hint.Wait(seen, atMost, stop);

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        await hints.DisposeAsync().ConfigureAwait(false);
        await leases.DisposeAsync().ConfigureAwait(false);
        await source.DisposeAsync().ConfigureAwait(false);
    }

    Task<T> Read<T>(Func<NpgsqlConnection, Task<T>> query) => retry.Run(async _ =>
    {
        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        return await query(connection).ConfigureAwait(false);
    });

    async ValueTask<IReadOnlyList<T>> List<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] arguments) =>
        await Read(c => c.List(sql, read, arguments)).ConfigureAwait(false);

    async ValueTask<T?> First<T>(string sql, Func<NpgsqlDataReader, T> read, params object?[] arguments)
        where T : class => (await Read(c => c.List(sql, read, arguments)).ConfigureAwait(false)).FirstOrDefault();

    /// <param name="change">Told whether it runs again because an earlier reply was lost: that may have been committed.</param>
    /// <param name="concerns">Whom the change wakes; everyone unless told.</param>
    async Task<T> Write<T>(Func<NpgsqlConnection, bool, Task<T>> change, Func<T, Concern>? concerns = null)
    {
        var number = Interlocked.Increment(ref writes);
        hook?.Invoke(number, WriteMoment.Before);
        var result = await retry.Write(source, change).ConfigureAwait(false);
        hints.Raise(concerns is null ? Concern.Everyone : concerns(result));
        hook?.Invoke(number, WriteMoment.After);
        return result;
    }

    Task<int> Write(string sql, params object?[] arguments) => Write((c, _) => c.Run(sql, arguments));

    Task<List<List<object?[]>>> WriteTogether(params (string Sql, object?[] Arguments)[] statements) =>
        Write((c, _) => c.Together(statements));

    Task<List<List<object?[]>>> WriteTogether(Func<List<List<object?[]>>, Concern> concerns, params (string Sql, object?[] Arguments)[] statements) =>
        Write((c, _) => c.Together(statements), concerns);

    static DateTimeOffset At(NpgsqlDataReader row, int column) => new(row.GetDateTime(column), TimeSpan.Zero);

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var part) && part.Array!.Length == part.Count ? part.Array : data.ToArray();
}
