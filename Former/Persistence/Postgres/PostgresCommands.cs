using Npgsql;

namespace LossActors.FormerPersistence.Postgres;

/// <summary>Statements with numbered parameters (<c>$1</c>, <c>$2</c>, …) and the rows that they return.</summary>
static class PostgresCommands
{
    public static async Task<int> Run(this NpgsqlConnection connection, string sql, params object?[] arguments)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Fill(command.Parameters, arguments);
        return await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }

    public static async Task<List<T>> List<T>(
        this NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> read, params object?[] arguments)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        Fill(command.Parameters, arguments);
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }

    public static async Task<bool> Any(this NpgsqlConnection connection, string sql, params object?[] arguments) =>
        (await connection.List(sql, _ => true, arguments).ConfigureAwait(false)).Count > 0;

    /// <summary>
    /// Several statements in one round trip and one transaction. Each sees what was committed before it began: this, and not one
    /// statement, is what makes a record find every asker. Returns the rows of those statements that return rows, in their order.
    /// </summary>
    public static async Task<List<List<object?[]>>> Together(
        this NpgsqlConnection connection, params (string Sql, object?[] Arguments)[] statements)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sql, arguments) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            Fill(command.Parameters, arguments);
            batch.BatchCommands.Add(command);
        }

        return await ReadAll(batch).ConfigureAwait(false);
    }

    public static async Task<List<List<object?[]>>> ReadAll(NpgsqlBatch batch)
    {
        var results = new List<List<object?[]>>();
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        do
        {
            if (reader.FieldCount == 0)
                continue;
            var rows = new List<object?[]>();
            while (await reader.ReadAsync().ConfigureAwait(false))
            {
                var row = new object?[reader.FieldCount];
                for (var i = 0; i < row.Length; i++)
                    row[i] = await reader.IsDBNullAsync(i).ConfigureAwait(false) ? null : reader.GetValue(i);
                rows.Add(row);
            }

            results.Add(rows);
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
        return results;
    }

    static void Fill(NpgsqlParameterCollection parameters, object?[] arguments)
    {
        foreach (var argument in arguments)
            parameters.Add(new NpgsqlParameter { Value = argument ?? DBNull.Value });
    }
}
