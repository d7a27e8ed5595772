using System.Data.Common;

namespace LossActors.Persistence.Databases;

/// <summary>
/// One connection, perhaps in a transaction. Used by one caller at a time. Parameters are <c>@name</c> on both databases.
/// </summary>
public sealed class Session(DbConnection connection, DbTransaction? transaction = null)
{
    /// <returns>The number of rows changed.</returns>
    public async Task<int> Run(string sql, params (string Name, object? Value)[] arguments)
    {
        await using var command = Command(sql, arguments);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public async Task<List<T>> List<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] arguments)
    {
        var rows = new List<T>();
        await foreach (var row in Stream(sql, read, arguments).ConfigureAwait(false))
            rows.Add(row);
        return rows;
    }

    public async IAsyncEnumerable<T> Stream<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] arguments)
    {
        await using var command = Command(sql, arguments);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        while (await reader.ReadAsync().ConfigureAwait(false))
            yield return read(reader);
    }

    public async Task<bool> Any(string sql, params (string Name, object? Value)[] arguments) =>
        (await List(sql, static _ => true, arguments).ConfigureAwait(false)).Count > 0;

    DbCommand Command(string sql, (string Name, object? Value)[] arguments)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in arguments)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
