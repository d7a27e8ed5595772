using LossActors.Persistence.Sqlite;
using LossActors.Persistence.Tests.Contract;

namespace LossActors.Persistence.Tests.Sqlite;

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

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
