using LossActors.FormerPersistence.Postgres;
using Npgsql;

namespace LossActors.FormerPersistence.Tests.Postgres;

public sealed class RefusedBatchTests(PostgresServer server)
{
    /// <summary>A batch that is refused while Npgsql prepares it leaves statements that it takes for prepared: it read no rows of them.</summary>
    [Fact]
    public async Task Who_gets_a_connection_after_a_refusal_reads_every_row()
    {
        await using var source = NpgsqlDataSource.Create($"{await server.NewJournal()};Maximum Pool Size=1;Max Auto Prepare=10;Auto Prepare Min Usages=2");
        var retry = new PostgresRetry("journal", TimeSpan.Zero);
        Task<List<List<object?[]>>> Divide(int by) => retry.Write(source, (c, _) => c.Together(("SELECT 6 / $1::int", [by]), ("SELECT 1 + $1::int", [by])));

        await Divide(1);
        await Assert.ThrowsAnyAsync<Exception>(() => Divide(0));
        var rows = await Divide(2);
        Assert.Equal([3, 3], rows.Select(r => r[0][0]));
    }
}
