using System.Globalization;
using Npgsql;

namespace LossActors.Cluster.Bench;

/// <summary>The PostgreSQL server beside the stores: makes and drops the schema, and reads the server's own counters.</summary>
sealed class Server : IAsyncDisposable
{
    readonly NpgsqlDataSource source;

    public Server(string journal)
    {
        Schema = $"cluster_{Guid.NewGuid():N}"[..16];
        var settings = new NpgsqlConnectionStringBuilder { Pooling = false, MaxPoolSize = 1 };
        if (!Uri.TryCreate(journal, UriKind.Absolute, out var url)) throw new FormatException("--journal is to be a postgres:// URL.");
        (settings.Host, settings.Port, settings.Database) = (url.Host, url.Port < 0 ? 5432 : url.Port, url.AbsolutePath.Trim('/'));
        if (url.UserInfo.Split(':', 2) is [var user, .. var password])
            (settings.Username, settings.Password) = (Uri.UnescapeDataString(user), password is [var p] ? Uri.UnescapeDataString(p) : null);
        source = NpgsqlDataSource.Create(settings);
        Address = $"{journal}{(url.Query.Length > 0 ? "&" : "?")}search_path={Schema}";
    }

    public string Schema { get; }

    /// <summary>The journal's address.</summary>
    public string Address { get; }

    public async Task<T> Ask<T>(string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), CultureInfo.InvariantCulture);
    }

    public Task<int> Connections() =>
        Ask<int>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lossactors' AND datname = current_database()");

    public Task<long> Transactions() => Ask<long>("SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()");

    /// <summary>Evaluations recorded, and events in the journal.</summary>
    public async Task<(long Evaluations, long Events)> Progress() => (
        await Ask<long>($"SELECT count(*) FROM {Schema}.work WHERE state = 'done'"), await Ask<long>($"SELECT coalesce(sum(seq), 0) FROM {Schema}.actor"));

    public async Task<int?> Postmaster() => await Ask<bool>("SELECT inet_client_addr() IS NULL OR inet_client_addr() <<= '127.0.0.0/8'")
        ? int.Parse((await Ask<string>("SELECT pg_read_file('postmaster.pid', 0, 20)")).Split('\n')[0], CultureInfo.InvariantCulture) : null;

    public Task Drop() => Ask<int>($"DROP SCHEMA {Schema} CASCADE; SELECT 1");

    public ValueTask DisposeAsync() => source.DisposeAsync();
}
