using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Persistence;

namespace LossActors.Actors.Entities;

/// <summary>
/// What this process found out about journals that do not read, so that an entity started again does not fail in the same way for ever.
/// </summary>
/// <remarks>Concurrency: any.</remarks>
public sealed class JournalNotes
{
    readonly ConcurrentDictionary<string, long> trusted = [];
    readonly ConcurrentDictionary<string, string> unreadable = [];

    /// <summary>Why the journal cannot be read by this process, or null.</summary>
    public string? Unreadable(string persistenceId) => unreadable.GetValueOrDefault(persistenceId);

    /// <summary>How the entity is to be recovered.</summary>
    public Recovery Recovery(string persistenceId, bool hasSnapshots) =>
        unreadable.ContainsKey(persistenceId) ? Akka.Persistence.Recovery.None
        : !hasSnapshots || !trusted.TryGetValue(persistenceId, out var last)
            ? new Recovery(hasSnapshots ? SnapshotSelectionCriteria.Latest : SnapshotSelectionCriteria.None)
        : new Recovery(last > 0 ? new SnapshotSelectionCriteria(last) : SnapshotSelectionCriteria.None);

    /// <summary>A snapshot does not read: older ones may, and the journal has all.</summary>
    public void PassOver(string persistenceId, SnapshotMetadata snapshot) => trusted[persistenceId] = snapshot.SequenceNr - 1;

    /// <summary>A recovery failed. A database out of reach is tried again; bytes will be the same tomorrow.</summary>
    public void Failed(string persistenceId, Exception reason)
    {
        if (IsOfTheBytes(reason)) unreadable[persistenceId] = reason.Message;
    }

    static bool IsOfTheBytes(Exception? e) => e is not null
        && (e is UnknownEventException or FormatException or JsonException or InvalidDataException
            or System.Runtime.Serialization.SerializationException || IsOfTheBytes(e.InnerException));
}
