using System.Collections.Immutable;
using LossActors.Actors.Comparisons;
using LossActors.Actors.Islands;
using LossActors.Actors.Runs;

namespace LossActors.Simulation.Tests.Worlds;

/// <summary>What a simulation is about: the searches, the machines, and what people do. Faults come on top.</summary>
sealed record Scenario
{
    public static readonly ImmutableDictionary<string, ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>> NoSteers =
        ImmutableDictionary<string, ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>>.Empty;

    /// <summary>Of all that is random.</summary>
    public required int Seed { get; init; }

    public ImmutableArray<RunPlan> Runs { get; init; } = [];

    public ImmutableArray<ComparisonPlan> Comparisons { get; init; } = [];

    /// <summary>Steers that are repeated, by run and island.</summary>
    public ImmutableDictionary<string, ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>> Steers { get; init; } = NoSteers;

    /// <summary>Each machine's arithmetic class.</summary>
    public required ImmutableArray<string> Classes { get; init; }

    /// <summary>How many of a hundred losses kill the process that trains them.</summary>
    public int DeadlyPercent { get; init; }

    /// <summary>One in so many evaluations is trained once more; 0: none.</summary>
    public int AuditEvery { get; init; }

    /// <summary>Nothing goes wrong.</summary>
    public bool IsCalm { get; init; }

    /// <summary>Every node believes that it is the only one: everybody hosts everything.</summary>
    public bool ForeverAlone { get; init; }

    /// <summary>People steer the islands.</summary>
    public bool Steered { get; init; }

    /// <summary>Messages and events pass through the program's serialisers.</summary>
    public bool InBytes { get; init; }

    /// <summary>People pause runs and let them go on.</summary>
    public bool Paused { get; init; }

    public override string ToString() => string.Join(", ", new[]
    {
        $"{Runs.Length} runs of {string.Join(" and ", Runs.Select(r => r.Islands.Islands))} islands",
        $"{Comparisons.Length} comparisons",
        $"{Classes.Length} machines",
        ForeverAlone ? "all forever alone" : null,
        Classes.Distinct().Count() > 1 ? "of two classes" : null,
        DeadlyPercent > 0 ? "some losses are deadly" : null,
        AuditEvery > 0 ? "audits" : null,
        Steered ? "steered" : null,
        Paused ? "paused" : null,
        InBytes ? "in bytes" : null,
    }.OfType<string>());
}
