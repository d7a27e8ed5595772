using System.Text.Json.Serialization;
using LossActors.Actors.Trials;

namespace LossActors.Actors.Comparisons;

/// <summary>A comparison between two steps. Immutable; changed by <see cref="ComparisonLogic.Apply"/> alone.</summary>
public sealed record ComparisonState : ITrialState
{
    public static ComparisonState Initial { get; } = new();

    /// <summary>Null until the comparison is founded.</summary>
    public ComparisonPlan? Plan { get; init; }

    /// <summary>The keys of its file as JSON, for people to compare.</summary>
    public string Config { get; init; } = "";

    public string? ArithmeticClass { get; init; }

    /// <summary>The next ticket.</summary>
    public long Tickets { get; init; }

    /// <summary>The learning rates tried; null where there are none to try.</summary>
    public Trial? Tuning { get; init; }

    /// <summary>The plan's entries on its draws, once their learning rates are settled.</summary>
    public Trial? Trainings { get; init; }

    public bool HasEnded { get; init; }

    public bool IsPaused { get; init; }

    public int PauseChanges { get; init; }

    [JsonIgnore]
    public bool IsFounded => Plan is not null;

    [JsonIgnore]
    public Trial? Trial => Trainings ?? Tuning;
}
