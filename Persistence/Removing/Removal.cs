using LossActors.Actors.Entities;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;

namespace LossActors.Persistence.Removing;

/// <summary>
/// Takes a run or comparison out of a journal, while no node lives: whoever has one of its actors in memory would write on where the
/// unique key fences no more. The evaluations stay: they are results by content, which other runs may have taken or may take.
/// </summary>
public sealed class Removal(Database database)
{
    static readonly TimeSpan LeaseLasts = TimeSpan.FromSeconds(20), BetweenTries = TimeSpan.FromMilliseconds(500);

    readonly Leases leases = new(database);
    readonly NodeTable nodes = new(database);

    /// <summary>Removes its events and its islands', their snapshots and tags, and what is parked of them, in one transaction.</summary>
    /// <returns>Null: they are gone; else a node that lives, and nothing was done.</returns>
    public async Task<NodeRow?> Remove(EntityId whole, CancellationToken cancel)
    {
        var owner = Guid.NewGuid().ToString("N");
        // Who holds it forms no cluster and lets nobody else form one. It ends by itself where its owner died.
        while (!await leases.Acquire(Leases.Bootstrap, owner, LeaseLasts).ConfigureAwait(false))
        {
            if (await Living().ConfigureAwait(false) is { } forming) return forming;
            await Task.Delay(BetweenTries, cancel).ConfigureAwait(false);
        }

        try
        {
            if (await Living().ConfigureAwait(false) is { } living) return living;
            if (await database.Transact(session => Remove(session, whole, owner)).ConfigureAwait(false)) return null;
        }
        finally
        {
            await leases.Release(Leases.Bootstrap, owner).ConfigureAwait(false);
        }

        // The lease ended first, on a machine that stood still.
        return await Remove(whole, cancel).ConfigureAwait(false);
    }

    async Task<NodeRow?> Living() => (await nodes.Read().ConfigureAwait(false)).FirstOrDefault(LocalLook.MayLive);

    /// <returns>False: the lease is not this one's any more.</returns>
    async Task<bool> Remove(Session session, EntityId whole, string owner)
    {
        if (!await leases.IsHeld(session, Leases.Bootstrap, owner).ConfigureAwait(false)) return false;
        // Silent ones that wake find themselves buried.
        await session.Run("UPDATE node SET state = 'down' WHERE state <> 'down'").ConfigureAwait(false);
        foreach (var table in new[] { "tags", "snapshot", "parked", "journal" })
        {
            await session.Run(
                $"DELETE FROM {table} WHERE persistence_id = @id OR (persistence_id >= @from AND persistence_id < @to)",
                [("id", whole.PersistenceId), .. Islands(whole)]).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>From its first island's persistence id to beyond its last one's; a comparison has none.</summary>
    static (string, object?)[] Islands(EntityId whole) => whole is RunId run
        ? [("from", $"island/{run.Run}/"), ("to", $"island/{run.Run}{(char)('/' + 1)}")]
        : [("from", ""), ("to", "")];
}
