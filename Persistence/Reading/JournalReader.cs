using LossActors.Actors.Entities;
using LossActors.Persistence.Addresses;
using LossActors.Persistence.Bytes;
using LossActors.Persistence.Databases;
using LossActors.Persistence.Nodes;

namespace LossActors.Persistence.Reading;

/// <summary>
/// Reads a journal without an actor system, also where nobody may write. Plain SQL through the same bytes as the actors' instead of
/// Akka.Persistence.Query: that takes an actor system and whole seconds before the first event (measured on two busy cores: 5 to 10 s, here
/// 0.1 s) and looks for no gap in the numbers.
/// </summary>
public sealed class JournalReader(Database database, EventBytes bytes)
{
    static readonly string[] Kinds = ["run", "comparison", "island", "evaluation"];

    /// <summary>Checks the database and every event of every run, comparison, island and evaluation, needed or not.</summary>
    /// <returns>The number of events.</returns>
    /// <exception cref="JournalException">The database is damaged, or an event is missing or not what was written.</exception>
    public async Task<long> Verify()
    {
        await database.CheckIntegrity().ConfigureAwait(false);
        var events = 0L;
        foreach (var kind in Kinds)
        {
            await foreach (var _ in Read("persistence_id >= @from AND persistence_id < @to", 0, Range(kind)).ConfigureAwait(false))
                events++;
        }

        return events;
    }

    /// <summary>An entity's events in order.</summary>
    /// <param name="after">The sequence number of the last event known already.</param>
    /// <exception cref="JournalException">An event is missing, or is not what was written.</exception>
    public IAsyncEnumerable<JournalEntry> Events(string persistenceId, long after = 0) =>
        Read("persistence_id = @id AND sequence_number > @after", after, ("id", persistenceId), ("after", after));

    /// <summary>Persistence ids of a kind, such as <c>run</c>, in the order of their founding.</summary>
    public Task<List<string>> Entities(string kind) => database.Use(session => session.List(
        """
        SELECT persistence_id FROM journal
        WHERE persistence_id >= @from AND persistence_id < @to AND sequence_number = 1 ORDER BY ordering
        """,
        r => r.GetString(0), Range(kind)));

    /// <summary>When an entity's first event was written, UTC by the writer's clock.</summary>
    public async Task<DateTime> Founded(EntityId id) => (await database.Use(session => session.List(
        "SELECT created FROM journal WHERE persistence_id = @id AND sequence_number = 1",
        r => new DateTime(r.GetInt64(0), DateTimeKind.Utc), ("id", id.PersistenceId))).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Evaluations of which a second training gave other bits.</summary>
    public async Task<long> Nondeterministic() => (await database.Use(session => session.List(
        "SELECT count(*) FROM journal WHERE persistence_id >= 'evaluation/' AND persistence_id < 'evaluation0' AND manifest LIKE @type",
        r => r.GetInt64(0), ("type", $"evaluation:{nameof(Nondeterministic)}:%"))).ConfigureAwait(false))[0];

    public Task<List<NodeRow>> Nodes() => new NodeTable(database).Read();

    public Task<List<Parked>> Parked() => new ParkedTable(database).Read();

    /// <summary>The persistence ids of a kind.</summary>
    static (string Name, object? Value)[] Range(string kind) => [("from", $"{kind}/"), ("to", $"{kind}{(char)('/' + 1)}")];

    /// <summary>Events, one entity after the other, each from the one after <paramref name="after"/> and without a gap.</summary>
    async IAsyncEnumerable<JournalEntry> Read(string where, long after, params (string Name, object? Value)[] arguments)
    {
        var (entity, last) = ("", after);
        var rows = database.Stream(
            $"""
             SELECT persistence_id, sequence_number, manifest, message FROM journal
             WHERE {where} ORDER BY persistence_id, sequence_number
             """,
            r => (Entity: r.GetString(0), Sequence: r.GetInt64(1), Manifest: r.GetString(2), Payload: r.GetFieldValue<byte[]>(3)),
            arguments);
        await foreach (var (id, sequence, manifest, payload) in rows.ConfigureAwait(false))
        {
            if (id != entity) (entity, last) = (id, after);
            if (sequence != last + 1) throw Damaged(last + 1, id, "is missing");
            last = sequence;
            yield return Entry(id, sequence, manifest, payload);
        }
    }

    JournalEntry Entry(string persistenceId, long sequence, string manifest, byte[] payload)
    {
        try
        {
            var journaled = bytes.Read(manifest, payload);
            return new(sequence, journaled.Event.GetType().Name, journaled, payload);
        }
        catch (DamagedEventException e)
        {
            throw Damaged(sequence, persistenceId, $"is not what was written: {e.Reason}", e);
        }
    }

    JournalException Damaged(long sequence, string persistenceId, string why, Exception? inner = null) => new(
        JournalFault.Damaged,
        $"The journal {database.Journal} is damaged: event {sequence} of {persistenceId} {why}. Restore it from a backup.", inner);
}
