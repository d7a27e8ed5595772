using LossActors.FormerPersistence.InMemory;
using LossActors.FormerPersistence.Tests.Contract;

namespace LossActors.FormerPersistence.Tests.InMemory;

public sealed class InMemoryStoreTests : StoreContract
{
    readonly ManualTime time = new();

    protected override ValueTask<IStore> Open() => new(new InMemoryStore(time, (n, moment) => Hook?.Invoke(n, moment)));

    /// <summary>It outlives its users, as a simulation of their crashes needs it.</summary>
    protected override ValueTask Reopen() => ValueTask.CompletedTask;

    protected override async ValueTask StartAnew() => Store = await Open();

    protected override ValueTask PassTime(TimeSpan span)
    {
        time.Pass(span);
        return ValueTask.CompletedTask;
    }
}
