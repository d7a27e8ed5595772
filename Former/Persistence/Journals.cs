using LossActors.FormerPersistence.InMemory;
using LossActors.FormerPersistence.Postgres;
using LossActors.FormerPersistence.Sqlite;

namespace LossActors.FormerPersistence;

/// <summary>Opens the store that an address names.</summary>
public static class Journals
{
    /// <param name="time">The clock of a store that has none of its own.</param>
    /// <exception cref="JournalException">The journal is out of reach, not ours, newer, or damaged.</exception>
    public static async ValueTask<IStore> Open(
        JournalAddress address, JournalAccess access = JournalAccess.Create, TimeProvider? time = null) =>
        address.Kind switch
        {
            JournalKind.Memory => new InMemoryStore(time),
            JournalKind.Sqlite => SqliteStore.Open(address.Location, access, time),
            JournalKind.Postgres => await PostgresStore.Open(address.Location, access, time).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(address)),
        };
}
