using LossActors.Persistence.InMemory;
using LossActors.Persistence.Sqlite;

namespace LossActors.Persistence;

/// <summary>Opens the store that an address names.</summary>
public static class Journals
{
    /// <param name="time">The clock of a store that has none of its own.</param>
    /// <exception cref="JournalException">The journal is out of reach, not ours, newer, or damaged.</exception>
    public static ValueTask<IStore> Open(JournalAddress address, JournalAccess access = JournalAccess.Create, TimeProvider? time = null)
    {
        try
        {
            return new(address.Kind switch
            {
                JournalKind.Memory => new InMemoryStore(time),
                JournalKind.Sqlite => SqliteStore.Open(address.Location, access, time),
                _ => throw new ArgumentOutOfRangeException(nameof(address)),
            });
        }
        catch (Exception e)
        {
            return ValueTask.FromException<IStore>(e);
        }
    }
}
