using LossActors.FormerPersistence.Sqlite;
using LossActors.FormerPersistence.Tests.Contract;
using Microsoft.Data.Sqlite;

namespace LossActors.FormerPersistence.Tests.Sqlite;

public sealed class SqliteStoreTests : StoreContract
{
    readonly ManualTime time = new();
    readonly TemporaryFolder folder = new();
    int journals;

    protected override int Sequences => 30;

    protected override ValueTask<IStore> Open() =>
        new(SqliteStore.Open(folder.File($"journal-{journals}.db"), time: time, hook: (n, moment) => Hook?.Invoke(n, moment)));

    protected override async Task<IStore[]> OpenMore(int count)
    {
        var more = new IStore[count];
        for (var i = 0; i < count; i++)
            more[i] = await Open();
        return more;
    }

    protected override async ValueTask StartAnew()
    {
        journals++;
        await Reopen();
    }

    protected override ValueTask PassTime(TimeSpan span)
    {
        time.Pass(span);
        return ValueTask.CompletedTask;
    }

    [Fact]
    [Trait("guarantee", "G5")]
    public async Task An_asker_whom_someone_forgot_is_told_by_the_audit()
    {
        await AskFor(await Own(Island), Ask(1, "ticket:7"));
        await Execute("UPDATE work SET state = 'done', result = CAST('0.5' AS BLOB)");

        Assert.Equal(1, await Store.TellForgotten());

        Assert.Equal(["ticket:7=0.5"], await MailOf(Island));
        Assert.Equal(0, await Store.TellForgotten());
    }

    Task Execute(string sql)
    {
        using var session = new SqliteSession(folder.File($"journal-{journals}.db"), SqliteOpenMode.ReadWrite);
        session.Run(sql);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
