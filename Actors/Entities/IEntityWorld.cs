namespace LossActors.Actors.Entities;

/// <summary>
/// What an entity can do. Messages may be lost, doubled, delayed and reordered; a write is on record whole or not at all.
/// </summary>
public interface IEntityWorld
{
    void Ask(EntityId whom, IMessage question);

    void TellDispatcher(IMessage message);

    /// <summary>
    /// Writes one step. Ends in <see cref="IEntity.Persisted"/>, or in the end of this copy of the entity: then it may be on record or not,
    /// and recovery tells.
    /// </summary>
    void Persist(WrittenStep step);

    /// <summary>Ends this copy of the entity; the next message makes another.</summary>
    void Passivate();

    /// <summary>Ends this copy of the entity, which is behind its journal; another takes its place.</summary>
    void Restart() => Passivate();

    /// <summary>Whether a process is known to be gone by a look at the nodes that began later than <paramref name="since"/>.</summary>
    bool IsGone(Incarnation process, TimeSpan since);

    /// <summary>
    /// Whether some living process works for this run or comparison; one that nobody works for rests, and answers what it is asked.
    /// </summary>
    bool IsServed(EntityId entity) => true;

    /// <summary>Tells people that this entity cannot go on by itself, and why, in a sentence. Said again after every recovery.</summary>
    void StandsStill(string reason)
    {
    }
}

/// <param name="Number">Steps count from 1.</param>
public sealed record WrittenStep(long Number, IReadOnlyList<IEvent> Events, Cost? Cost);

/// <summary>
/// A persistent actor without Akka: the same object lives in an actor and in the simulation. One caller at a time; times come from one
/// monotonic clock.
/// </summary>
public interface IEntity
{
    EntityId Id { get; }

    /// <summary>Steps on record.</summary>
    long Step { get; }

    /// <summary>An event of the journal, in order, before <see cref="Recovered"/>.</summary>
    /// <param name="step">The number of its step.</param>
    void Replay(IEvent happened, long step);

    /// <summary>A snapshot of an earlier life, before any <see cref="Replay"/>.</summary>
    /// <exception cref="SnapshotException">Another format, or damaged: replay the journal from its beginning instead.</exception>
    void Load(EntitySnapshot snapshot);

    EntitySnapshot Save();

    void Recovered(TimeSpan now);

    void Receive(IMessage message, IAsker asker, TimeSpan now);

    /// <summary>The step that was written last is on record.</summary>
    void Persisted(TimeSpan now);

    /// <summary>Between two calls of <see cref="Tick"/>.</summary>
    TimeSpan Beat { get; }

    /// <summary>Every <see cref="Beat"/> or so.</summary>
    void Tick(TimeSpan now);
}

/// <param name="Format">Version of the bytes.</param>
/// <param name="Step">Steps that it holds.</param>
/// <param name="State">Canonical: equal states give equal bytes.</param>
public sealed record EntitySnapshot(string Kind, int Format, long Step, ReadOnlyMemory<byte> State);

/// <summary>A snapshot that this version cannot read. Nothing is lost: the journal has all.</summary>
public sealed class SnapshotException(string message, Exception? inner = null) : Exception(message, inner);
