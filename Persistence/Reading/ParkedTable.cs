using LossActors.Persistence.Databases;

namespace LossActors.Persistence.Reading;

/// <summary>An entity that cannot go on until somebody has done something about it.</summary>
public sealed record Parked(string PersistenceId, string Reason);

/// <summary>Entities that are parked. No event: what is wrong with them may be the journal itself.</summary>
public sealed class ParkedTable(Database database)
{
    public Task<List<Parked>> Read() => database.Use(session => session.List(
        "SELECT persistence_id, reason FROM parked ORDER BY persistence_id", r => new Parked(r.GetString(0), r.GetString(1))));

    /// <summary>The latest reason counts.</summary>
    /// <param name="node">Which node found out, in words, for whoever reads the table.</param>
    public Task Park(string persistenceId, string reason, string node) => database.Use(session => session.Run(
        $"""
         INSERT INTO parked(persistence_id, reason, node, at) VALUES(@id, @reason, @node, {database.Now})
         ON CONFLICT(persistence_id) DO UPDATE SET reason = excluded.reason, node = excluded.node, at = excluded.at
         """,
        ("id", persistenceId), ("reason", reason), ("node", node)));

    /// <summary>It goes on: recovered by a program or a journal that was mended.</summary>
    public Task Unpark(string persistenceId) => database.Use(session => session.Run(
        "DELETE FROM parked WHERE persistence_id = @id", ("id", persistenceId)));
}
