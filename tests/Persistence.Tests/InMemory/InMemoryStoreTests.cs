using LossActors.Persistence.InMemory;
using LossActors.Persistence.Tests.Contract;

namespace LossActors.Persistence.Tests.InMemory;

public sealed class InMemoryStoreTests : StoreContract
{
    readonly ManualTime time = new();

    protected override ValueTask<IStore> Open() => new(new InMemoryStore(time));

    protected override ValueTask PassTime(TimeSpan span)
    {
        time.Pass(span);
        return ValueTask.CompletedTask;
    }
}
