using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LossActors.Actors.Entities;
using LossActors.Learning.Training;

namespace LossActors.Actors.Islands;

/// <summary>All that an island's decisions depend on besides its results, waves and steers. Recorded whole in its first event.</summary>
public sealed record IslandPlan
{
    /// <summary>Raised with any change of what an island decides; a node takes only islands of the version that it has.</summary>
    public const int CurrentDecisionVersion = 2;

    public int DecisionVersion { get; init; } = CurrentDecisionVersion;

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>This island's number, from 0.</summary>
    public required int Island { get; init; }

    public required int Islands { get; init; }

    /// <summary>Losses to breed, founders included.</summary>
    public required int Births { get; init; }

    public required int Population { get; init; }

    /// <summary>Evaluations kept in flight.</summary>
    public required int Window { get; init; }

    public required Topology Topology { get; init; }

    /// <summary>Births between two waves; 0: none.</summary>
    public required int Every { get; init; }

    /// <summary>Births between publishing wave w and taking the neighbours' wave w.</summary>
    public required int Lag { get; init; }

    /// <summary>Losses in a wave, and those whose score is measured again.</summary>
    public required int Elites { get; init; }

    /// <summary>Take results and waves as they come instead of in the order asked for.</summary>
    public bool ArrivalOrder { get; init; }

    /// <summary>Fractions of the training budget, rising, the last 1.</summary>
    public required ImmutableArray<double> Rungs { get; init; }

    /// <summary>One of this many goes on to the next rung.</summary>
    public int Eta { get; init; } = 3;

    /// <summary>How often an elite, and what would enter the hall of fame, is measured again with other seeds, at most.</summary>
    public int Remeasure { get; init; }

    /// <summary>Best losses that the island names to its run beside its hall of fame.</summary>
    public required int Contenders { get; init; }

    /// <summary>Validation error rate at which the search stops, or null.</summary>
    public double? Target { get; init; }

    /// <summary>
    /// Own births scored in a row without a better loss in the hall of fame after which no more are bred; null: no such end.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Stall { get; init; }

    /// <summary>Classes of the data, C in a body.</summary>
    public required int Classes { get; init; }

    /// <summary>Canonical texts of the named founders, in order; every island has them.</summary>
    public required ImmutableArray<string> Seeds { get; init; }

    public required BreedingPlan Breeding { get; init; }

    /// <summary>Of every evaluation.</summary>
    [JsonConverter(typeof(CanonicalConverter<Recipe>))]
    public required Recipe Recipe { get; init; }

    public required string ArithmeticClass { get; init; }
}
