using LossActors.Persistence.Databases;

namespace LossActors.Persistence.Nodes;

/// <summary>Rights that one holds at a time and that end by themselves, on the database's clock.</summary>
public sealed class Leases(Database database)
{
    /// <summary>Who may form a cluster.</summary>
    public const string Bootstrap = "bootstrap";

    /// <summary>Takes the lease, or makes one's own last longer.</summary>
    /// <param name="until">How long from now.</param>
    /// <param name="holder">If given, the lease is only for a process whose row is up.</param>
    /// <returns>The database's own yes or no.</returns>
    public Task<bool> Acquire(string name, string owner, TimeSpan until, NodeKey? holder = null) => database.Transact(async session =>
    {
        if (holder is { } me)
        {
            var isUp = await session.Any(
                $"SELECT 1 FROM node WHERE address = @address AND incarnation = @incarnation AND state = 'up' {database.ForUpdate}",
                ("address", me.Address), ("incarnation", me.Incarnation.Id)).ConfigureAwait(false);
            if (!isUp) return false;
        }

        return await session.Run(
            $"""
             INSERT INTO lease(name, owner, until) VALUES(@name, @owner, {database.Now} + @ttl)
             ON CONFLICT(name) DO UPDATE SET owner = excluded.owner, until = excluded.until
             WHERE lease.owner = excluded.owner OR lease.until < {database.Now}
             """,
            ("name", name), ("owner", owner), ("ttl", until.TotalSeconds)).ConfigureAwait(false) == 1;
    });

    /// <returns>False if it is another's by now, or nobody's.</returns>
    public Task<bool> Renew(string name, string owner, TimeSpan until) => database.Use(async session => await session.Run(
        $"UPDATE lease SET until = {database.Now} + @ttl WHERE name = @name AND owner = @owner AND until > {database.Now}",
        ("name", name), ("owner", owner), ("ttl", until.TotalSeconds)).ConfigureAwait(false) == 1);

    /// <summary>Within a transaction: whether the lease is its owner's, and stays so until the transaction ends.</summary>
    public Task<bool> IsHeld(Session session, string name, string owner) => session.Any(
        $"SELECT 1 FROM lease WHERE name = @name AND owner = @owner AND until > {database.Now} {database.ForUpdate}",
        ("name", name), ("owner", owner));

    public Task Release(string name, string owner) => database.Use(session => session.Run(
        "DELETE FROM lease WHERE name = @name AND owner = @owner", ("name", name), ("owner", owner)));
}
