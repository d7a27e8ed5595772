using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LossActors.FormerPersistence.Sqlite;

/// <summary>
/// One connection with its prepared statements. Used by one thread at a time. Parameters are numbered: <c>?1</c>, <c>?2</c>, …
/// </summary>
sealed class SqliteSession : IDisposable
{
    const int SecondsToWaitForALock = 30;

    readonly SqliteConnection connection;
    readonly Dictionary<string, SqliteCommand> prepared = [];

    static SqliteSession() => Batteries_V2.Init();

    public SqliteSession(string path, SqliteOpenMode mode)
    {
        var address = new SqliteConnectionStringBuilder
        {
            DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = SecondsToWaitForALock,
        };
        connection = new(address.ToString());
        try
        {
            connection.Open();
            Run("PRAGMA busy_timeout = 5000");
            Run("PRAGMA foreign_keys = ON");
            Run("PRAGMA synchronous = FULL");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>False after an error made SQLite roll the whole transaction back by itself.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Runs statements that are used once.</summary>
    public void Script(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Returns the number of rows changed.</summary>
    public int Run(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteNonQuery();

    public List<T> List<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> arguments)
    {
        var rows = new List<T>();
        using var reader = Bind(sql, arguments).ExecuteReader();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first row. The statement runs to its end: a RETURNING clause does its work for every row.</summary>
    public bool TryFirst<T>(string sql, Func<SqliteDataReader, T> read, out T first, params ReadOnlySpan<object?> arguments)
    {
        first = default!;
        using var reader = Bind(sql, arguments).ExecuteReader();
        if (!reader.Read())
            return false;
        first = read(reader);
        while (reader.Read())
            continue;
        return true;
    }

    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> arguments)
        where T : class => TryFirst(sql, read, out var first, arguments) ? first : null;

    public bool Any(string sql, params ReadOnlySpan<object?> arguments) => TryFirst(sql, static _ => true, out _, arguments);

    public long Number(string sql, params ReadOnlySpan<object?> arguments) =>
        TryFirst(sql, static r => r.GetInt64(0), out var number, arguments) ? number : 0;

    /// <summary>Rows until <paramref name="enough"/> says so.</summary>
    public List<T> Page<T>(string sql, Func<SqliteDataReader, T> read, Func<T, bool> enough, params ReadOnlySpan<object?> arguments)
    {
        var rows = new List<T>();
        using var reader = Bind(sql, arguments).ExecuteReader();
        while (reader.Read())
        {
            rows.Add(read(reader));
            if (enough(rows[^1]))
                break;
        }

        return rows;
    }

    public static byte[] Bytes(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var part) && part.Array!.Length == part.Count ? part.Array : data.ToArray();

    public void Dispose()
    {
        foreach (var command in prepared.Values)
            command.Dispose();
        connection.Dispose();
    }

    SqliteCommand Bind(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < arguments.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"?{i + 1}" });
            prepared.Add(sql, command);
        }

        for (var i = 0; i < arguments.Length; i++)
            command.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        return command;
    }
}
