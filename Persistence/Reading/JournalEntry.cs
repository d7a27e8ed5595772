using LossActors.Actors.Entities;
using LossActors.Persistence.Bytes;

namespace LossActors.Persistence.Reading;

/// <summary>An event as it lies in the journal.</summary>
/// <param name="Sequence">Counts an entity's events from 1.</param>
/// <param name="Type">The record's name.</param>
public sealed record JournalEntry(long Sequence, string Type, Journaled Journaled, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The event's canonical JSON, byte for byte as written: what decides, without who wrote it when.</summary>
    public string Body => EventBytes.Body(Payload.Span);
}
