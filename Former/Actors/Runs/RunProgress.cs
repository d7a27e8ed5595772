using System.Collections.Immutable;
using LossActors.FormerActors.Islands;

namespace LossActors.FormerActors.Runs;

/// <summary>A run between two turns. Immutable; changed by <see cref="RunFold.Apply"/> alone.</summary>
public sealed record RunProgress
{
    public static RunProgress Initial { get; } = new();

    /// <summary>Null until the run is founded.</summary>
    public RunPlan? Plan { get; init; }

    public string? ArithmeticClass { get; init; }

    /// <summary>The recipe after tuning.</summary>
    public CanonicalJson? Recipe { get; init; }

    /// <summary>The next ticket.</summary>
    public int Tickets { get; init; }

    /// <summary>The trial under way.</summary>
    public Trial? Trial { get; init; }

    public bool IslandsFounded { get; init; }

    /// <summary>
    /// Each island's reports that changed its hall of fame, in its order: where a target stops the search, what an island did
    /// beyond the stop does not count. Without a target only the last is kept.
    /// </summary>
    public ImmutableSortedDictionary<int, ImmutableList<IslandReport>> Reports { get; init; } =
        ImmutableSortedDictionary<int, ImmutableList<IslandReport>>.Empty;

    /// <summary>How far each island has scored, and whether it has ended.</summary>
    public ImmutableSortedDictionary<int, IslandReport> Latest { get; init; } = ImmutableSortedDictionary<int, IslandReport>.Empty;

    public int? StopAt { get; init; }

    public string? StoppedBy { get; init; }

    public ImmutableArray<Finalist> Finalists { get; init; } = [];

    public RunOutcome? Outcome { get; init; }
}
