using LossActors.FormerPersistence.Postgres;
using LossActors.FormerPersistence.Tests.Contract;
using Npgsql;

namespace LossActors.FormerPersistence.Tests.Postgres;

public sealed class PostgresStoreTests(PostgresServer server) : StoreContract
{
    string? journal;

    protected override int Sequences => 20;

    protected override async ValueTask<IStore> Open() =>
        await PostgresStore.Open(journal ??= await server.NewJournal(), hook: (n, moment) => Hook?.Invoke(n, moment));

    protected override async Task<IStore[]> OpenMore(int count)
    {
        var more = new IStore[count];
        for (var i = 0; i < count; i++)
            more[i] = await Open();
        return more;
    }

    protected override async ValueTask StartAnew() =>
        await Execute("TRUNCATE node, run, actor, journal, snapshot, mailbox, wave, work, work_requester RESTART IDENTITY");

    /// <summary>Leases run on the server's clock, which stands still when they move the other way.</summary>
    protected override async ValueTask PassTime(TimeSpan time) =>
        await Execute(
            "UPDATE node SET started_at = started_at - $1, lease_until = lease_until - $1, unbroken_since = unbroken_since - $1", time);

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task An_asker_whom_someone_forgot_is_told_by_the_audit()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await Execute("UPDATE work SET state = 'done', result = '0.5'");

        Assert.Equal(1, await Store.TellForgotten());

        Assert.Equal(["ticket:7=0.5"], await MailOf(Island));
        Assert.Equal(0, await Store.TellForgotten());
    }

    async Task Execute(string sql, params object[] arguments)
    {
        await using var connection = new NpgsqlConnection($"{journal};Pooling=false");
        await connection.OpenAsync();
        await connection.Run(sql, arguments);
    }
}
