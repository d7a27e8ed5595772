using LossActors.Persistence.Sqlite;
using LossActors.Persistence.Tests.Contract;

namespace LossActors.Persistence.Tests.Sqlite;

public sealed class SqliteStoreTests : StoreContract
{
    readonly ManualTime time = new();
    readonly TemporaryFolder folder = new();

    protected override ValueTask<IStore> Open() => new(SqliteStore.Open(folder.File("journal.db"), time: time));

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
