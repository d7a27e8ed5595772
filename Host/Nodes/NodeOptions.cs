using Akka.Configuration;
using LossActors.Actors.Entities;
using LossActors.Persistence.Databases;

namespace LossActors.Host.Nodes;

/// <summary>What a process is in its journal's cluster.</summary>
sealed record NodeOptions
{
    /// <summary>The open journal. Outlives the node.</summary>
    public required Database Journal { get; init; }

    /// <summary>Whether it takes runs, islands and evaluations, or only trains.</summary>
    public bool HostsActors { get; init; } = true;

    /// <summary>The run or comparison that it works for; null: all of the journal. A process for one command works for none.</summary>
    public Service Serves { get; init; } = Service.All;

    /// <summary>
    /// The devices that it will have, in words, with their lanes and arithmetic class. Waited for only when it is listed: a probe takes as
    /// long as an actor system's start.
    /// </summary>
    public Task<IReadOnlyList<OfferedDevice>> Devices { get; init; } = Task.FromResult<IReadOnlyList<OfferedDevice>>([]);

    /// <summary>Address on which it listens.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Address under which others reach it, where that is another; null: the same.</summary>
    public string? PublicHost { get; init; }

    /// <summary>The run file's <c>akka { … }</c>, which wins over everything but what safety needs.</summary>
    public Config Akka { get; init; } = Config.Empty;

    /// <summary>One in so many evaluations is trained twice; 0: none.</summary>
    public int AuditEvery { get; init; } = 100;
}

/// <param name="Device">In words, such as <c>cuda:0</c>.</param>
sealed record OfferedDevice(string Device, int Lanes, string ArithmeticClass);

/// <summary>For whom a process works. Runs that no living process works for rest.</summary>
/// <param name="Entity">Persistence id of the one run or comparison; null: <paramref name="Everything"/> or nothing.</param>
sealed record Service(string? Entity, bool Everything)
{
    public static Service All { get; } = new(null, Everything: true);

    public static Service None { get; } = new(null, Everything: false);

    public static Service Only(EntityId entity) => new(entity.PersistenceId, Everything: false);

    public bool Covers(EntityId entity) => Everything || Entity == entity.PersistenceId;
}
