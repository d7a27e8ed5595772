using System.Collections.Concurrent;
using System.Text.Json;
using Akka.Actor;

namespace LossActors.Actors.Entities;

/// <summary>Where questions to entities go.</summary>
public interface IEntityRegions
{
    IActorRef Of(EntityId entity);
}

/// <summary>What all entities of one process share.</summary>
public sealed record EntityShell
{
    public required Incarnation Process { get; init; }

    /// <summary>This machine's address.</summary>
    public required string Node { get; init; }

    public required IEntityRegions Regions { get; init; }

    public required IActorRef Dispatcher { get; init; }

    /// <summary>As <see cref="IEntityWorld.IsGone"/>; times are those of <see cref="Time"/>.</summary>
    public required Func<Incarnation, TimeSpan, bool> IsGone { get; init; }

    /// <summary>As <see cref="IEntityWorld.IsServed"/>.</summary>
    public Func<EntityId, bool> IsServed { get; init; } = static _ => true;

    /// <summary>Id of the plugin that keeps the events; empty: the configuration's default.</summary>
    public string JournalPlugin { get; init; } = "";

    /// <summary>What an entity tells its parent to be ended: the parent answers with <see cref="EndLife"/>.</summary>
    public required object Passivate { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Events between two snapshots; 0: none are made or read.</summary>
    public int SnapshotEvery { get; init; } = 512;

    public JournalNotes Notes { get; init; } = new();
}

/// <summary>What this process found out about journals that do not read, so that an entity started again does not fail in the same way for ever.</summary>
/// <remarks>Concurrency: any.</remarks>
public sealed class JournalNotes
{
    readonly ConcurrentDictionary<string, long> trusted = [];
    readonly ConcurrentDictionary<string, string> unreadable = [];

    /// <summary>Snapshots up to this number may be read.</summary>
    public long TrustedSnapshot(string persistenceId) => trusted.GetValueOrDefault(persistenceId, long.MaxValue);

    public void DistrustSnapshot(string persistenceId, long sequenceNumber) => trusted[persistenceId] = sequenceNumber - 1;

    /// <summary>Why the journal cannot be read by this process, or null.</summary>
    public string? Unreadable(string persistenceId) => unreadable.GetValueOrDefault(persistenceId);

    public void SetUnreadable(string persistenceId, string reason) => unreadable[persistenceId] = reason;

    /// <summary>Whether an exception speaks of bytes, which will be the same tomorrow, and not of a database out of reach.</summary>
    public static bool IsOfTheBytes(Exception? e) => e is not null
        && (e is UnknownEventException or SnapshotException or FormatException or JsonException or InvalidDataException
            or System.Runtime.Serialization.SerializationException || IsOfTheBytes(e.InnerException));
}
