using System.Collections.Immutable;
using LossActors.Simulation.Tests.Worlds;

namespace LossActors.Simulation.Tests;

/// <summary>What simulations had in them, added up.</summary>
sealed record Counts
{
    public int Seeds { get; private init; }

    /// <summary>Of the scheduler.</summary>
    public long Moments { get; private init; }

    public long Messages { get; private init; }

    public long Steps { get; private init; }

    /// <summary>Writes that the key refused.</summary>
    public long Refused { get; private init; }

    public long Trainings { get; private init; }

    public double VirtualHours { get; private init; }

    public ImmutableHashSet<Type> KindsOfEvents { get; private init; } = [];

    public Counts With(World world) => new()
    {
        Seeds = Seeds + 1,
        Moments = Moments + world.Events,
        Messages = Messages + world.Network.Messages,
        Steps = Steps + world.Ledger.Steps,
        Refused = Refused + world.Database.Conflicts,
        Trainings = Trainings + world.Ledger.Trainings,
        VirtualHours = VirtualHours + world.Now.TotalHours,
        KindsOfEvents = KindsOfEvents.Union(world.Ledger.Kinds),
    };

    public override string ToString() =>
        $"{Seeds} seeds: {Moments} moments, {Messages} messages, {Steps} steps, {Refused} writes refused, "
        + $"{Trainings} trainings, {VirtualHours:F0} virtual hours";
}
