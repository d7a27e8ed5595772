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

    /// <summary>Least events between two snapshots; 0: none are made or read.</summary>
    public int SnapshotEvery { get; init; } = 512;

    public JournalNotes Notes { get; init; } = new();
}
