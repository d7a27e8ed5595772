using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Actors.Islands;
using LossActors.Actors.Entities;
using LossActors.Actors.Trials;
using LossActors.Learning.Training;

namespace LossActors.Actors.Runs;

/// <summary>A run between two steps. Immutable; changed by <see cref="RunLogic.Apply"/> alone.</summary>
public sealed record RunState : ITrialState
{
    public static RunState Initial { get; } = new();

    /// <summary>Null until the run is founded.</summary>
    public RunPlan? Plan { get; init; }

    /// <summary>The search keys of its run file as JSON, for people to compare.</summary>
    public string Config { get; init; } = "";

    /// <summary>Steers of an earlier run that are repeated, by island.</summary>
    public ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>> Steers { get; init; } =
        ImmutableSortedDictionary<int, ImmutableArray<RepeatedSteer>>.Empty;

    public string? ArithmeticClass { get; init; }

    /// <summary>The recipe after tuning, null before.</summary>
    [JsonConverter(typeof(CanonicalConverter<Recipe>))]
    public Recipe? Recipe { get; init; }

    /// <summary>The next ticket.</summary>
    public long Tickets { get; init; }

    public Trial? Trial { get; init; }

    public bool IslandsFounded { get; init; }

    /// <summary>Null until the search has ended.</summary>
    public StoppedBy? StoppedBy { get; init; }

    /// <summary>The birth at which the target stopped the search (b*): what the islands did beyond it does not count.</summary>
    public int? Stop { get; init; }

    /// <summary>The best losses of the search in its total order.</summary>
    public ImmutableArray<Individual> Finalists { get; init; } = [];

    /// <summary>The finalists as the selection draws' validation ranks them.</summary>
    public ImmutableArray<Finalist> Ranking { get; init; } = [];

    /// <summary>What validation accuracy alone did not decide.</summary>
    public Ties Ties { get; init; } = new();

    /// <summary>Null until the run has ended.</summary>
    public RunOutcome? Outcome { get; init; }

    public bool IsPaused { get; init; }

    public int PauseChanges { get; init; }

    [JsonIgnore]
    public bool IsFounded => Plan is not null;

    [JsonIgnore]
    public bool HasEnded => Outcome is not null;

    /// <summary>Whether the islands are asked how far they are.</summary>
    [JsonIgnore]
    public bool IsSearching => IslandsFounded && StoppedBy is null;

    /// <summary>What an island is founded with, once islands are.</summary>
    public FoundIsland Founding(int island) => new(
        Plan!.Islands with { Island = island, ArithmeticClass = ArithmeticClass!, Recipe = Recipe! }, Steers.GetValueOrDefault(island, []));
}
